import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';

import { readEnvironment } from '../../../src/config/environment/environment.ts';
import type { Problem } from '../../../src/http/problem.ts';
import { readLocalServer } from '../../../src/identity/local-token.ts';
import type { ServerOptions } from '../../../src/main/server.ts';
import { openStore, type Store } from '../../../src/store/driver/database.ts';
import type { ConnectionAnswer } from '../../../src/upstreams/connections/connection-answer.ts';
import { type Answer, send, type TestServer, withServer, withStoreVariables } from '../server/server.ts';
import { skipReason, STORE_KINDS, type StoreKind } from '../store/store.ts';

/** A fresh VIGIE_SECRET_KEY. */
export const newSecretKey = (): string => randomBytes(32).toString('base64');

/** A JSON Web Token as newer Atera accounts give as API key, expiring so many days from now. */
export function jwtKey(expiresInDays: number): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + expiresInDays * 86_400;
  return [part({ alg: 'HS256' }), part({ exp }), randomBytes(32).toString('base64url')].join('.');
}

type Env = Record<string, string>;

/** Registers a test once for each kind of store; `env` leads servers and commands to the same one, over restarts. */
export function testOnStoresOfServers(name: string, run: (t: TestContext, env: Env) => Promise<void>): void {
  for (const kind of STORE_KINDS) {
    void test(`${name} (${kind})`, { skip: skipReason(kind) }, async (t) => run(t, await envOf(t, kind)));
  }
}

/** Readings happen when a test asks for them, and not by the passing of time. */
async function envOf(t: TestContext, kind: StoreKind): Promise<Env> {
  return { SYNC_INTERVAL_SECONDS: '86400', ...(await withStoreVariables(t, kind)) };
}

/** The store of such a server, from outside; PGlite only while no server runs. */
export async function storeOf(t: TestContext, env: Env): Promise<Store> {
  const store = await openStore(readEnvironment(env));
  t.after(() => store.close());
  return store;
}

/** A server with what its administrator does over HTTP. */
export interface AdministeredServer extends TestServer {
  call<T = Problem>(method: string, path: string, body?: unknown): Promise<Answer<T>>;
  list(): Promise<ConnectionAnswer[]>;
  add(body: Record<string, unknown>): Promise<void>;
  /** Reads all connections and gives the code of what went wrong with each, null for nothing. */
  sync(): Promise<Record<string, string | null>>;
}

/** A server on that store. Its log hides only secrets that it knows: `log.text()` shows a leak. */
export async function serverOn(t: TestContext, env: Env, options: ServerOptions = {}): Promise<AdministeredServer> {
  const server = await withServer(t, env, options);
  const token = (await readLocalServer(server.dataDir))?.token ?? assert.fail('no local token');
  const call = <T>(method: string, path: string, body?: unknown) =>
    send<T>(server.url + path, { method, token, ...(body === undefined ? {} : { body }) });
  return {
    ...server,
    call,
    async list() {
      const { body } = await call<{ connections: ConnectionAnswer[] }>('GET', '/v1/connections');
      return body.connections;
    },
    async add(body) {
      const answer = await call('POST', '/v1/connections', body);
      assert.equal(answer.status, 201, answer.text);
    },
    async sync() {
      type Report = { connections: { connection: string; error: { code: string } | null }[] };
      const { body } = await call<Report>('POST', '/v1/sync', {});
      return Object.fromEntries(body.connections.map(({ connection, error }) => [connection, error?.code ?? null]));
    },
  };
}
