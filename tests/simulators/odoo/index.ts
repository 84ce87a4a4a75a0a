import { realTime, type Simulator, type SimulatorOptions, startSimulator } from '../shared/simulator.ts';
import { registerJson2 } from './http/json2.ts';
import { registerJsonRpc } from './http/jsonrpc.ts';
import { type OdooServer, sendHtml } from './http/server-state.ts';
import { registerSession } from './http/session.ts';
import { Orm } from './orm/orm.ts';
import { OWN_COMPANIES, STAGES, TEAMS, USERS } from './world/catalogue.ts';
import { cataloguePartners, generateData, type GenerateOptions } from './world/generate.ts';
import { LiveOdooWorld } from './world/live.ts';
import { summaryOf } from './world/summary.ts';
import type { OdooData, SimCompany, SimKeyUser, SimLead, SimPartner, SimStage, SimUser } from './world/types.ts';

export type { Fault } from '../shared/faults/fault.ts';
export type { Faults } from '../shared/faults/faults.ts';
export type { LoggedRequest, RequestLog } from '../shared/requests/request-log.ts';
export { TRACEBACK_MARK } from './orm/errors.ts';
export { buildLead, buildPartner } from './world/build.ts';
export type { GenerateOptions } from './world/generate.ts';
export type { LiveEvent } from './world/live.ts';
export { LiveOdooWorld } from './world/live.ts';
export type { SimCompany, SimKeyUser, SimLead, SimPartner, SimStage, SimUser } from './world/types.ts';

/** 19 has JSON-2 and the deprecated JSON-RPC; the earlier ones have JSON-RPC only. */
export type OdooVersion = 16 | 17 | 18 | 19;

/** `requestsPerMinute` is unlimited by default, as Odoo documents no limit; `now` also makes `write_date`. */
export interface OdooSimulatorOptions extends SimulatorOptions {
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
  companies?: readonly SimCompany[];
  /** Codes of the installed languages. Default `['en_US']`. */
  languages?: readonly string[];
  /** What differs from a user who reads English and sees all leads; may change later (`world.keyUser`). */
  keyUser?: Partial<Omit<SimKeyUser, 'id'>>;
  /** … or a generated one; explicit lists replace the generated ones. */
  generate?: GenerateOptions;
}

/** A running simulator of an Odoo server with CRM. */
export interface OdooSimulator extends Simulator<LiveOdooWorld> {
  database: string;
}

const DEFAULT_KEY = 'sim-odoo-key';
const DEFAULT_DATABASE = 'vigie';
const DEFAULT_LOGIN = 'vigie@example.com';
const JSON2_SINCE = 19;
const KEY_USER_ID = 2;

/** Starts a simulator; it listens when the promise resolves. */
export async function startOdooSimulator(options: OdooSimulatorOptions = {}): Promise<OdooSimulator> {
  const { now = realTime, version = 19 } = options;
  const seed = options.seed ?? options.generate?.seed ?? 1;
  const keyUser = { id: KEY_USER_ID, lang: 'en_US', tz: 'Europe/Paris', seesAllLeads: true, ...options.keyUser };
  const world = new LiveOdooWorld(seed, dataOf(options), version, now, keyUser, options.languages ?? ['en_US']);
  const server: OdooServer = {
    version: `${version}.0`,
    versionInfo: [version, 0, 0, 'final', 0, ''],
    database: options.database ?? DEFAULT_DATABASE,
    login: options.login ?? DEFAULT_LOGIN,
    uid: KEY_USER_ID,
    apiKeys: new Set(options.apiKeys ?? [DEFAULT_KEY]),
    forbiddenModels: new Set(options.forbiddenModels ?? []),
    orm: new Orm(world.tables, world.keyUser),
  };
  const simulator = await startSimulator(options, {
    world,
    summary: () => summaryOf(world),
    requestsPerMinute: Infinity,
    ownFaults: ['key-revoked'],
    notFound: (_request, reply) => sendHtml(reply, 404, 'Not Found'),
    routes(api, admit) {
      // Odoo judges the content type itself, and each transport parses its own body.
      api.removeAllContentTypeParsers();
      api.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
      api.addHook('onRequest', admit);
      if (version >= JSON2_SINCE) {
        registerJson2(api, server);
      }
      registerJsonRpc(api, server);
      registerSession(api, server);
    },
  });
  return { ...simulator, database: server.database };
}

function dataOf(options: OdooSimulatorOptions): OdooData {
  const generated = options.generate && generateData(options.generate);
  return {
    leads: options.leads ?? generated?.leads ?? [],
    partners: options.partners ?? generated?.partners ?? cataloguePartners(),
    users: options.users ?? USERS,
    stages: options.stages ?? STAGES,
    teams: TEAMS,
    companies: options.companies ?? OWN_COMPANIES,
  };
}
