import { realTime, type Simulator, type SimulatorOptions, startSimulator } from '../shared/simulator.ts';
import { sendEmpty } from '../shared/simulator-app.ts';
import { isAuthorised } from './http/auth.ts';
import { registerOtherRoutes } from './http/other-routes.ts';
import { answerError } from './http/query.ts';
import { registerTicketRoutes } from './http/ticket-routes.ts';
import { generateCustomers, generateData, type GenerateOptions } from './world/generate.ts';
import { LiveAteraWorld } from './world/live.ts';
import { summaryOf } from './world/summary.ts';
import type { SimAlert, SimCustomer, SimTicket } from './world/types.ts';

export type { Fault } from '../shared/faults/fault.ts';
export type { Faults } from '../shared/faults/faults.ts';
export type { LoggedRequest, RequestLog } from '../shared/requests/request-log.ts';
export { simulatedJwtKey } from './http/auth.ts';
export { buildAlert, buildCustomer, buildTicket } from './world/build.ts';
export type { GenerateOptions } from './world/generate.ts';
export type { LiveEvent } from './world/live.ts';
export { LiveAteraWorld } from './world/live.ts';
export type { SimAlert, SimCustomer, SimTicket } from './world/types.ts';

/** `requestsPerMinute` is 700 by default, the figure users report; `now` is also the default date of `lastmodified`. */
export interface AteraSimulatorOptions extends SimulatorOptions {
  /** Accepted keys: JWT-shaped ones as `Authorization: Bearer`, others as `X-API-KEY`. Default `['sim-atera-key']`. */
  apiKeys?: readonly string[];
  /** An explicit data set, sent exactly as given (fields that are absent stay absent)… */
  tickets?: readonly SimTicket[];
  alerts?: readonly SimAlert[];
  customers?: readonly SimCustomer[];
  /** … or a generated one; explicit lists replace the generated ones. */
  generate?: GenerateOptions;
}

/** A running simulator of Atera's API v3. */
export type AteraSimulator = Simulator<LiveAteraWorld>;

const DEFAULT_KEY = 'sim-atera-key';
const DEFAULT_REQUESTS_PER_MINUTE = 700;

/** Starts a simulator; it listens when the promise resolves. */
export async function startAteraSimulator(options: AteraSimulatorOptions = {}): Promise<AteraSimulator> {
  const { now = realTime } = options;
  const apiKeys = new Set(options.apiKeys ?? [DEFAULT_KEY]);
  const world = createWorld(options, now);
  return startSimulator(options, {
    world,
    summary: () => summaryOf(world),
    requestsPerMinute: DEFAULT_REQUESTS_PER_MINUTE,
    prefix: '/api/v3',
    routes(api, admit) {
      api.setErrorHandler(answerError);
      api.addHook('onRequest', async (request, reply) =>
        isAuthorised(request.headers, apiKeys, now()) ? admit(request, reply) : sendEmpty(reply, 401)
      );
      registerTicketRoutes(api, world);
      registerOtherRoutes(api, world);
    },
  });
}

function createWorld(options: AteraSimulatorOptions, now: () => Date): LiveAteraWorld {
  const generated = options.generate && generateData(options.generate);
  return new LiveAteraWorld(
    {
      tickets: options.tickets ?? generated?.tickets ?? [],
      alerts: options.alerts ?? generated?.alerts ?? [],
      customers: options.customers ?? generated?.customers ?? generateCustomers(now().getTime()),
    },
    now,
    options.seed ?? options.generate?.seed ?? 1
  );
}
