import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { sendJson } from '../../shared/faults/answers.ts';
import { spoil } from '../../shared/faults/spoil.ts';
import { accessError, OdooException, serialise } from '../orm/errors.ts';
import { findMethod, type MethodCall, unexpectedArgument } from '../orm/orm.ts';
import { acceptsKey, hasDatabase, type OdooServer, sendHtml, throwByFault } from './server-state.ts';

/** `POST /json/2/<model>/<method>` of Odoo 19 and later, and `GET /json/version`. */
export function registerJson2(app: FastifyInstance, server: OdooServer): void {
  app.get('/json/version', async (request, reply) =>
    request.faults.has('no-rpc')
      ? sendHtml(reply, 200, 'Odoo')
      : sendJson(request, reply, { version_info: server.versionInfo, version: server.version })
  );

  app.post('/json/2/:model/:method', async (request, reply) => {
    if (!hasDatabase(server, request, request.headers['x-odoo-database'])) {
      return sendHtml(reply, 404, 'Not Found');
    }
    // Measured on a 19 of one database without the module: the web client's own page takes every path below /json.
    if (request.faults.has('no-rpc')) {
      return sendHtml(reply, 200, 'Odoo');
    }
    if (request.faults.has('uninitialised')) {
      return sendHtml(reply, 500, 'Internal Server Error');
    }
    // Odoo looks at Content-Length: a body sent in chunks is no body.
    const hasBody = Number(request.headers['content-length'] ?? 0) > 0;
    if (hasBody && !/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return sendHtml(reply, 415, 'Unsupported Media Type');
    }
    try {
      return sendJson(request, reply, call(server, request, hasBody));
    } catch (error) {
      return sendException(reply, error);
    }
  });

  app.all('/json/2/*', async (_request, reply) =>
    sendException(reply, notFound('Did you mean POST /json/2/<model>/<method>?'))
  );
}

function call(server: OdooServer, request: FastifyRequest, hasBody: boolean): unknown {
  const key = /^bearer (?<key>\S+)$/i.exec(request.headers.authorization ?? '')?.groups?.['key'];
  if (!acceptsKey(server, request, key)) {
    throw new OdooException('werkzeug.exceptions.Unauthorized', 'Invalid apikey', 401);
  }
  throwByFault(request);
  if (!hasBody) {
    throw unprocessable("missing a required argument: 'domain'");
  }
  const { model, method } = request.params as { model: string; method: string };
  const asked = readBody(request, model, method);
  const found = findMethod(asked, server.orm.majorVersion);
  if (found === 'model') {
    throw notFound(`the model '${model}' does not exist`);
  }
  if (found === 'method') {
    throw notFound(`The method '${model}.${method}' does not exist`);
  }
  if (found.method.onModel && asked.ids.length > 0) {
    throw unprocessable(`cannot call ${model}.${method} with ids`);
  }
  const unexpected = unexpectedArgument(found.method, asked.kwargs);
  if (unexpected !== undefined) {
    throw unprocessable(`got an unexpected keyword argument '${unexpected}'`);
  }
  if (server.forbiddenModels.has(model)) {
    throw accessError(`You are not allowed to access '${model}' (${model}) records.`);
  }
  return spoilt(request, found.method.run(server.orm, found.model, asked));
}

function readBody(request: FastifyRequest, model: string, method: string): MethodCall {
  let body: unknown;
  try {
    body = JSON.parse(String(request.body));
  } catch {
    throw new OdooException('werkzeug.exceptions.BadRequest', 'could not parse the body as json', 400);
  }
  const { ids = [], context = {}, ...kwargs } = body as Record<string, unknown>;
  return { model, method, ids: ids as number[], context: context as MethodCall['context'], kwargs };
}

/** Applies the faults that change an answer's content: fields of records, and what `search_count` tells. */
export function spoilt(request: FastifyRequest, result: unknown): unknown {
  if (typeof result === 'number') {
    return Math.max(
      0,
      request.faults.all('wrong-total').reduce((sum, { by }) => sum + by, result)
    );
  }
  return Array.isArray(result)
    ? result.map((item: unknown, index) =>
        typeof item === 'object' && item !== null && !Array.isArray(item) ? spoil(item, index, request.faults) : item
      )
    : result;
}

function sendException(reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof OdooException)) {
    throw error;
  }
  return reply
    .code(error.status)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(serialise(error)));
}

const notFound = (message: string): OdooException => new OdooException('werkzeug.exceptions.NotFound', message, 404);
const unprocessable = (message: string): OdooException =>
  new OdooException('werkzeug.exceptions.UnprocessableEntity', message, 422);
