import type { FastifyInstance, FastifyRequest } from 'fastify';

import { sendJson } from '../../shared/faults/answers.ts';
import { accessError, OdooException, serialise, typeError } from '../orm/errors.ts';
import { findMethod, type MethodCall, unexpectedArgument } from '../orm/orm.ts';
import { spoilt } from './json2.ts';
import { acceptsKey, hasDatabase, type OdooServer, sendHtml, throwByFault } from './server-state.ts';

interface RpcParams {
  service?: string;
  method?: string;
  args?: unknown[];
}

/** `POST /jsonrpc`: every answer is HTTP 200, errors included; a null result is left out. */
export function registerJsonRpc(app: FastifyInstance, server: OdooServer): void {
  app.post('/jsonrpc', async (request, reply) => {
    if (request.faults.has('no-rpc')) {
      return sendHtml(reply, 404, 'Not Found');
    }
    let body: { id?: unknown; params?: RpcParams };
    try {
      body = JSON.parse(String(request.body)) as typeof body;
    } catch {
      return sendHtml(reply, 400, 'Bad Request');
    }
    const answer = { jsonrpc: '2.0', id: body.id ?? null };
    try {
      const result = serve(server, request, body.params ?? {});
      return sendJson(request, reply, result === null || result === undefined ? answer : { ...answer, result });
    } catch (error) {
      if (!(error instanceof OdooException)) {
        throw error;
      }
      return sendJson(request, reply, {
        ...answer,
        error: { code: 200, message: 'Odoo Server Error', data: serialise(error) },
      });
    }
  });
}

function serve(server: OdooServer, request: FastifyRequest, { service, method, args = [] }: RpcParams): unknown {
  if (service === 'common' && method === 'version') {
    return {
      server_version: server.version,
      server_version_info: server.versionInfo,
      server_serie: server.version,
      protocol_version: 1,
    };
  }
  const [database, ...rest] = args;
  checkDatabase(server, request, database);
  if (service === 'common' && (method === 'authenticate' || method === 'login')) {
    const [login, key] = rest;
    return login === server.login && acceptsKey(server, request, key) ? server.uid : false;
  }
  if (service === 'object' && method === 'execute_kw') {
    return executeKw(server, request, rest);
  }
  throw new OdooException('builtins.AttributeError', `No method ${String(service)}.${String(method)}`, 500);
}

function checkDatabase(server: OdooServer, request: FastifyRequest, database: unknown): void {
  if (!hasDatabase(server, request, database)) {
    const message = `connection to server failed: FATAL:  database "${String(database)}" does not exist\n`;
    throw new OdooException('psycopg2.OperationalError', message, 500);
  }
  if (request.faults.has('uninitialised')) {
    throw new OdooException('psycopg2.errors.UndefinedTable', 'relation "ir_module_module" does not exist', 500);
  }
}

function executeKw(server: OdooServer, request: FastifyRequest, args: readonly unknown[]): unknown {
  const [uid, key, model, method, positional = [], keywords = {}] = args;
  if (uid !== server.uid || !acceptsKey(server, request, key)) {
    throw new OdooException('odoo.exceptions.AccessDenied', 'Access Denied', 403);
  }
  throwByFault(request);
  const found = findMethod({ model: String(model), method: String(method) }, server.orm.majorVersion);
  if (found === 'model') {
    throw new OdooException('odoo.exceptions.UserError', `Object ${String(model)} doesn't exist`, 500);
  }
  if (found === 'method') {
    throw new OdooException(
      'builtins.AttributeError',
      `The method '${String(model)}.${String(method)}' does not exist`,
      500
    );
  }
  const call = namedCall(found.method, String(model), String(method), positional as unknown[], keywords);
  const unexpected = unexpectedArgument(found.method, call.kwargs);
  if (unexpected !== undefined) {
    throw typeError(`${found.model}.${call.method}() got an unexpected keyword argument '${unexpected}'`);
  }
  if (server.forbiddenModels.has(found.model)) {
    throw accessError(`You are not allowed to access '${found.model}' (${found.model}) records.`);
  }
  return spoilt(request, found.method.run(server.orm, found.model, call));
}

/** Positional arguments by their names; methods on records take the ids first. */
function namedCall(
  { parameters, onModel }: { parameters: readonly string[]; onModel: boolean },
  model: string,
  method: string,
  positional: readonly unknown[],
  keywords: unknown
): MethodCall {
  const { context = {}, ...kwargs } = keywords as Record<string, unknown>;
  const [ids, values] = onModel ? [[], positional] : [positional[0] ?? [], positional.slice(1)];
  const named = Object.fromEntries(values.map((value, index) => [parameters[index] ?? `argument ${index}`, value]));
  return {
    model,
    method,
    ids: [ids].flat() as number[],
    context: context as MethodCall['context'],
    kwargs: { ...named, ...kwargs },
  };
}
