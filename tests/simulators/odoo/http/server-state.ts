import type { FastifyReply, FastifyRequest } from 'fastify';

import { OdooException } from '../orm/errors.ts';
import type { Orm } from '../orm/orm.ts';

/** What both transports of the simulated server know. */
export interface OdooServer {
  /** As Odoo writes it: `19.0`, `17.0`. */
  version: string;
  /** `[19, 0, 0, "final", 0, ""]`. */
  versionInfo: readonly [number, number, number, string, number, string];
  database: string;
  /** The user that the keys belong to. */
  login: string;
  uid: number;
  apiKeys: ReadonlySet<string>;
  /** Models that the user may not read. */
  forbiddenModels: ReadonlySet<string>;
  orm: Orm;
}

/** Whether the request names a database that exists. */
export function hasDatabase({ database }: OdooServer, request: FastifyRequest, asked: unknown): boolean {
  return asked === database && !request.faults.has('no-database');
}

/** Whether a key is accepted. */
export function acceptsKey({ apiKeys }: OdooServer, request: FastifyRequest, key: unknown): boolean {
  return typeof key === 'string' && apiKeys.has(key) && !request.faults.has('key-revoked');
}

/** Throws the exception that a fault asks for. */
export function throwByFault(request: FastifyRequest): void {
  const fault = request.faults.first('exception');
  if (fault !== undefined) {
    throw new OdooException(fault.name, fault.message ?? 'Simulated failure', fault.status ?? 500);
  }
}

/** A page as werkzeug answers where no JSON can be had. */
export function sendHtml(reply: FastifyReply, status: number, title: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>\n<html lang=en>\n<title>${status} ${title}</title>\n<h1>${title}</h1>\n`);
}
