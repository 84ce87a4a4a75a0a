import { Compile } from 'typebox/compile';

import { UpstreamError, type UpstreamErrorKind } from '../http/errors.ts';
import type { JsonAnswer, JsonHttp } from '../http/json-http.ts';
import { OdooError, UnknownAddressError } from './error.ts';
import { exceptionError, fails, type FailureContext } from './failures.ts';
import { RpcVersionSchema, VersionSchema } from './schemas.ts';

/** Named arguments of a model's method; `ids` are the records it is called on. */
export type Arguments = Record<string, unknown> & { domain?: unknown[]; ids?: readonly number[] };

/** One way of calling the methods of Odoo's models. */
export interface OdooTransport {
  /** As Odoo writes it, e.g. `19.0`, `saas~18.2`. */
  version: string;
  protocol: 'json2' | 'jsonrpc';
  /** Calls `model.method` once; the answer's body is the method's result. */
  call(model: string, method: string, args: Arguments, signal: AbortSignal): Promise<JsonAnswer>;
}

export interface TransportOptions extends FailureContext {
  http: JsonHttp;
  /** Needed before Odoo 19. */
  login: string | undefined;
}

/** Sends one request of a connection's set-up, with budget and retries. */
export type Attempt = <T>(request: (signal: AbortSignal) => Promise<T>) => Promise<T>;

/** The first version that has JSON-2; before it there is JSON-RPC only, which Odoo 22 takes away. */
const JSON2_SINCE = 19;
/** What a server without `/json/version` answers: no such page, another page, a redirect, a log-in. */
const ABSENT_KINDS: readonly UpstreamErrorKind[] = ['not_found', 'invalid_answer', 'unauthorized', 'forbidden'];

const versionAnswer = Compile(VersionSchema);
const rpcVersionAnswer = Compile(RpcVersionSchema);

/** Finds out which Odoo answers, and how it wants to be called. */
export async function connectTransport(options: TransportOptions, attempt: Attempt): Promise<OdooTransport> {
  const version = await attempt((signal) => json2Version(options.http, signal));
  if (version !== undefined && majorOf(version) >= JSON2_SINCE) {
    return json2Transport(options, version);
  }
  const { login } = options;
  const rpcVersion = await attempt((signal) => orMissingModule(options, signal, () => jsonRpcVersion(options, signal)));
  if (login === undefined) {
    throw new OdooError(
      'unauthorized',
      {
        fr: `Odoo ${rpcVersion} veut un identifiant de connexion avec la clé d’API (ODOO_LOGIN)`,
        en: `Odoo ${rpcVersion} wants a login beside the API key (ODOO_LOGIN)`,
      },
      { transient: false }
    );
  }
  const uid = await attempt((signal) => authenticate(options, login, signal));
  return jsonRpcTransport(options, rpcVersion, uid);
}

/** @returns undefined where nothing of that kind answers; an outage is an error, it says nothing about the version */
async function json2Version(http: JsonHttp, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { body } = await http.get({ operation: 'version', path: '/json/version', signal });
    return versionAnswer.Check(body) ? body.version : undefined;
  } catch (error) {
    if (error instanceof UpstreamError && ABSENT_KINDS.includes(error.kind)) {
      return undefined;
    }
    throw error;
  }
}

/** `19.0` → 19, `saas~18.2` → 18. */
export function majorOf(version: string): number {
  return Number(/\d+/.exec(version)?.[0] ?? 0);
}

function json2Transport(options: TransportOptions, version: string): OdooTransport {
  const { http, apiKey, database } = options;
  return {
    version,
    protocol: 'json2',
    call: (model, method, args, signal) =>
      orMissingModule(options, signal, () =>
        http.post({
          operation: `${model}.${method}`,
          path: `/json/2/${model}/${method}`,
          headers: { authorization: `bearer ${apiKey}`, 'x-odoo-database': database },
          body: args,
          signal,
        })
      ),
  };
}

/**
 * Asks, and where nothing is found finds out whether the database is there all the same. From Odoo 19 on both APIs belong to
 * its module `rpc`; without it they answer as they do for a database that does not exist.
 */
async function orMissingModule<T>(
  options: TransportOptions,
  signal: AbortSignal,
  request: () => Promise<T>
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (error instanceof UnknownAddressError && (await hasDatabase(options, signal))) {
      throw new OdooError('not_found', {
        fr:
          `La base « ${options.database} » existe, mais aucune API n’y répond : le module « rpc » (RPC endpoints, Odoo 19) y est-il ` +
          'installé, et aucun proxy n’écarte-t-il /json/2 et /jsonrpc ?',
        en:
          `The database "${options.database}" is there, but no API answers: is the module "rpc" (RPC endpoints, Odoo 19) installed ` +
          'in it, and does no proxy keep /json/2 and /jsonrpc away?',
      });
    }
    throw error;
  }
}

/**
 * Asks for a page that only a database has, the session's: without a session it answers in JSON that there is none, and
 * where the database does not exist there is no such page.
 */
async function hasDatabase({ http, database }: TransportOptions, signal: AbortSignal): Promise<boolean> {
  try {
    const { body } = await http.post({
      operation: 'database check',
      path: '/web/session/get_session_info',
      headers: { 'x-odoo-database': database },
      body: { jsonrpc: '2.0', method: 'call', id: 1, params: {} },
      signal,
    });
    return typeof body === 'object' && body !== null && 'jsonrpc' in body;
  } catch (error) {
    if (error instanceof UpstreamError && error.kind !== 'aborted') {
      return false;
    }
    throw error;
  }
}

async function jsonRpcVersion(options: TransportOptions, signal: AbortSignal): Promise<string> {
  const { body } = await rpc(options, 'common.version', { service: 'common', method: 'version', args: [] }, signal);
  if (!rpcVersionAnswer.Check(body)) {
    throw new OdooError('invalid_answer', {
      fr: 'Odoo ne dit pas sa version : son adresse est-elle juste ?',
      en: 'Odoo does not tell its version: is its address right?',
    });
  }
  return body.server_version;
}

async function authenticate(options: TransportOptions, login: string, signal: AbortSignal): Promise<number> {
  const args = [options.database, login, options.apiKey, {}];
  const { body } = await rpc(
    options,
    'common.authenticate',
    { service: 'common', method: 'authenticate', args },
    signal
  );
  if (typeof body !== 'number') {
    throw new OdooError('unauthorized', {
      fr: 'Odoo refuse l’identifiant ou la clé d’API : l’un d’eux est faux, révoqué ou expiré',
      en: 'Odoo refuses the login or the API key: one of them is wrong, revoked or expired',
    });
  }
  return body;
}

function jsonRpcTransport(options: TransportOptions, version: string, uid: number): OdooTransport {
  return {
    version,
    protocol: 'jsonrpc',
    call(model, method, { domain, ids, ...named }, signal) {
      // The domain goes by position, since its name differs between versions, and so do the records.
      const positional = [domain, ids].filter((value) => value !== undefined);
      const args = [options.database, uid, options.apiKey, model, method, positional, named];
      return rpc(options, `${model}.${method}`, { service: 'object', method: 'execute_kw', args }, signal);
    },
  };
}

/** One JSON-RPC call. Odoo answers 200 to failures too, and leaves a null result out. */
async function rpc(
  options: TransportOptions,
  operation: string,
  params: { service: string; method: string; args: unknown[] },
  signal: AbortSignal
): Promise<JsonAnswer> {
  const request = { jsonrpc: '2.0', method: 'call', id: 1, params };
  const answer = await options.http.post({ operation, path: '/jsonrpc', body: request, signal });
  const { error, result = null } = (answer.body ?? {}) as { error?: { data?: unknown }; result?: unknown };
  if (error !== undefined) {
    throw exceptionError(error.data, operation, options) ?? new OdooError('unavailable', fails(operation));
  }
  return { ...answer, body: result };
}
