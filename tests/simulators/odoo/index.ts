import type { AddressInfo } from 'node:net';
import { registerControl } from '../shared/control.ts';
import { setRetryAfter } from '../shared/fault-answers.ts';
import { Faults } from '../shared/faults.ts';
import { RateLimit } from '../shared/rate-limit.ts';
import { RequestLog } from '../shared/request-log.ts';
import { createSimulatorApp, pause, sendEmpty } from '../shared/simulator-app.ts';
import type { TrafficClock } from '../shared/traffic.ts';
import { STAGES, TEAMS, USERS } from './catalogue.ts';
import { cataloguePartners, generateData, type GenerateOptions } from './generate.ts';
import { registerJson2 } from './json2.ts';
import { registerJsonRpc } from './jsonrpc.ts';
import { Orm } from './orm.ts';
import { type OdooServer, sendHtml } from './server-state.ts';
import { summaryOf } from './summary.ts';
import type { OdooData, SimLead, SimPartner, SimStage, SimUser } from './types.ts';
import { OdooWorld } from './world.ts';

export { buildLead, buildPartner } from './build.ts';
export { TRACEBACK_MARK } from './errors.ts';
export type { GenerateOptions } from './generate.ts';
export type { LiveEvent } from './live.ts';
export type { SimLead, SimPartner, SimStage, SimUser } from './types.ts';
export { OdooWorld } from './world.ts';
export type { Fault, Faults } from '../shared/faults.ts';
export type { LoggedRequest, RequestLog } from '../shared/request-log.ts';

/** 19 has JSON-2 and the deprecated JSON-RPC; the earlier ones have JSON-RPC only. */
export type OdooVersion = 16 | 17 | 18 | 19;

export interface OdooSimulatorOptions {
  /** 0 = any free port (default). */
  port?: number;
  /** Default 127.0.0.1; 0.0.0.0 inside a container. */
  host?: string;
  /** Default 19. */
  version?: OdooVersion;
  /** Name of the only database. Default `vigie`. */
  database?: string;
  /** Login of the keys' user. Default `vigie@example.com`. */
  login?: string;
  /** Accepted keys. Default `['sim-odoo-key']`. */
  apiKeys?: readonly string[];
  /** Models that the keys' user may not read. */
  forbiddenModels?: readonly string[];
  /** An explicit data set… */
  leads?: readonly SimLead[];
  partners?: readonly SimPartner[];
  users?: readonly SimUser[];
  stages?: readonly SimStage[];
  /** … or a generated one; explicit lists replace the generated ones. */
  generate?: GenerateOptions;
  /** Waiting time of each answer. Default 0. */
  latencyMs?: number;
  /** 429 above it in any sliding minute. Default: no limit, as Odoo documents none. */
  requestsPerMinute?: number;
  /** Business clock: Date header and `write_date` of what happens. Default: real time. */
  now?: () => Date;
  /** Clock of the rate limit and of the request log. Default: real time. */
  trafficClock?: TrafficClock;
  /** Seed of {@link OdooWorld.tick}. Default: that of `generate`, else 1. */
  seed?: number;
  /** Lets the data set live by itself, one tick in so many milliseconds. Default: only when told. */
  tickEveryMs?: number;
}

/** A running simulator of an Odoo server with CRM. */
export interface OdooSimulator {
  url: string;
  database: string;
  world: OdooWorld;
  faults: Faults;
  requests: RequestLog;
  close: () => Promise<void>;
}

const DEFAULT_KEY = 'sim-odoo-key';
const DEFAULT_DATABASE = 'vigie';
const DEFAULT_LOGIN = 'vigie@example.com';
const JSON2_SINCE = 19;

/** Starts a simulator; it listens when the promise resolves. */
export async function startOdooSimulator(options: OdooSimulatorOptions = {}): Promise<OdooSimulator> {
  const { now = () => new Date(), host = '127.0.0.1', latencyMs = 0, version = 19 } = options;
  const world = new OdooWorld(dataOf(options), version, now, options.seed ?? options.generate?.seed ?? 1);
  const faults = new Faults();
  const requests = new RequestLog(options.trafficClock);
  const rateLimit = new RateLimit(options.trafficClock);
  const server: OdooServer = {
    version: `${version}.0`,
    versionInfo: [version, 0, 0, 'final', 0, ''],
    database: options.database ?? DEFAULT_DATABASE,
    login: options.login ?? DEFAULT_LOGIN,
    uid: 2,
    apiKeys: new Set(options.apiKeys ?? [DEFAULT_KEY]),
    forbiddenModels: new Set(options.forbiddenModels ?? []),
    orm: new Orm(world.tables),
  };

  const app = createSimulatorApp({
    now,
    faults,
    requests,
    ownFaults: ['key-revoked'],
    notFound: (_request, reply) => sendHtml(reply, 404, 'Not Found'),
  });
  registerControl(app, { faults, requests, tick: () => world.tick(), summary: () => summaryOf(world) });
  app.register(async (api) => {
    // Odoo judges the content type itself, and each transport parses its own body.
    api.removeAllContentTypeParsers();
    api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    api.addHook('onRequest', async (request, reply) => {
      const changed = request.faults.first('rate-limit');
      const waitSeconds = rateLimit.take(changed?.requestsPerMinute ?? options.requestsPerMinute ?? Infinity);
      if (waitSeconds > 0) {
        if (changed?.retryAfter !== undefined) {
          setRetryAfter(reply, waitSeconds, changed.retryAfter, now);
        }
        return sendEmpty(reply, 429);
      }
      await pause(latencyMs, request.closing);
    });
    if (version >= JSON2_SINCE) {
      registerJson2(api, server);
    }
    registerJsonRpc(api, server);
  });

  await app.listen({ port: options.port ?? 0, host });
  const { port } = app.server.address() as AddressInfo;
  const timer = options.tickEveryMs === undefined ? undefined : setInterval(() => world.tick(), options.tickEveryMs);
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    database: server.database,
    world,
    faults,
    requests,
    close: async () => {
      clearInterval(timer);
      await app.close();
    },
  };
}

function dataOf(options: OdooSimulatorOptions): OdooData {
  const generated = options.generate && generateData(options.generate);
  return {
    leads: options.leads ?? generated?.leads ?? [],
    partners: options.partners ?? generated?.partners ?? cataloguePartners(),
    users: options.users ?? USERS,
    stages: options.stages ?? STAGES,
    teams: TEAMS,
  };
}
