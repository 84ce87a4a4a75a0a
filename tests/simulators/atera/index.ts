import type { AddressInfo } from 'node:net';
import { registerControl } from '../shared/control.ts';
import { setRetryAfter } from '../shared/fault-answers.ts';
import { Faults } from '../shared/faults.ts';
import { RateLimit } from '../shared/rate-limit.ts';
import { RequestLog } from '../shared/request-log.ts';
import { createSimulatorApp, pause, sendEmpty } from '../shared/simulator-app.ts';
import type { TrafficClock } from '../shared/traffic.ts';
import { isAuthorised } from './auth.ts';
import { generateCustomers, generateData, type GenerateOptions } from './generate.ts';
import { registerOtherRoutes } from './other-routes.ts';
import { answerError } from './query.ts';
import { summaryOf } from './summary.ts';
import { registerTicketRoutes } from './ticket-routes.ts';
import type { SimAlert, SimCustomer, SimTicket } from './types.ts';
import { AteraWorld } from './world.ts';

export { simulatedJwtKey } from './auth.ts';
export { buildAlert, buildCustomer, buildTicket } from './build.ts';
export type { GenerateOptions } from './generate.ts';
export type { LiveEvent } from './live.ts';
export type { SimAlert, SimCustomer, SimTicket } from './types.ts';
export { AteraWorld } from './world.ts';
export type { Fault, Faults } from '../shared/faults.ts';
export type { LoggedRequest, RequestLog } from '../shared/request-log.ts';

export interface AteraSimulatorOptions {
  /** 0 = any free port (default). */
  port?: number;
  /** Default 127.0.0.1; 0.0.0.0 inside a container. */
  host?: string;
  /** Accepted keys: JWT-shaped ones as `Authorization: Bearer`, others as `X-API-KEY`. Default `['sim-atera-key']`. */
  apiKeys?: readonly string[];
  /** An explicit data set, sent exactly as given (fields that are absent stay absent)… */
  tickets?: readonly SimTicket[];
  alerts?: readonly SimAlert[];
  customers?: readonly SimCustomer[];
  /** … or a generated one; explicit lists replace the generated ones. */
  generate?: GenerateOptions;
  /** Waiting time of each answer. Default 0. */
  latencyMs?: number;
  /** 429 above it in any sliding minute. Default 700, the figure users report. Retry-After comes with the fault `rate-limit`. */
  requestsPerMinute?: number;
  /** Business clock: Date header, dates of what happens, default date of `lastmodified`. Default: real time. */
  now?: () => Date;
  /** Clock of the rate limit and of the request log. Default: real time. */
  trafficClock?: TrafficClock;
  /** Seed of {@link AteraWorld.tick}. Default: that of `generate`, else 1. */
  seed?: number;
  /** Lets the data set live by itself, one tick in so many milliseconds. Default: only when told. */
  tickEveryMs?: number;
}

/** A running simulator of Atera's API v3. */
export interface AteraSimulator {
  url: string;
  world: AteraWorld;
  faults: Faults;
  requests: RequestLog;
  close: () => Promise<void>;
}

const DEFAULT_KEY = 'sim-atera-key';
const DEFAULT_REQUESTS_PER_MINUTE = 700;

/** Starts a simulator; it listens when the promise resolves. */
export async function startAteraSimulator(options: AteraSimulatorOptions = {}): Promise<AteraSimulator> {
  const { now = () => new Date(), host = '127.0.0.1', latencyMs = 0 } = options;
  const apiKeys = new Set(options.apiKeys ?? [DEFAULT_KEY]);
  const world = createWorld(options, now);
  const faults = new Faults();
  const requests = new RequestLog(options.trafficClock);
  const rateLimit = new RateLimit(options.trafficClock);

  const app = createSimulatorApp({ now, faults, requests });
  registerControl(app, { faults, requests, tick: () => world.tick(), summary: () => summaryOf(world) });
  app.register(
    async (api) => {
      api.setErrorHandler(answerError);
      api.addHook('onRequest', async (request, reply) => {
        if (!isAuthorised(request.headers, apiKeys, now())) {
          return sendEmpty(reply, 401);
        }
        const changed = request.faults.first('rate-limit');
        const limit = changed?.requestsPerMinute ?? options.requestsPerMinute ?? DEFAULT_REQUESTS_PER_MINUTE;
        const waitSeconds = rateLimit.take(limit);
        if (waitSeconds > 0) {
          if (changed?.retryAfter !== undefined) {
            setRetryAfter(reply, waitSeconds, changed.retryAfter, now);
          }
          return sendEmpty(reply, 429);
        }
        await pause(latencyMs, request.closing);
      });
      registerTicketRoutes(api, world);
      registerOtherRoutes(api, world);
    },
    { prefix: '/api/v3' }
  );

  await app.listen({ port: options.port ?? 0, host });
  const { port } = app.server.address() as AddressInfo;
  const timer = options.tickEveryMs === undefined ? undefined : setInterval(() => world.tick(), options.tickEveryMs);
  return {
    url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
    world,
    faults,
    requests,
    close: async () => {
      clearInterval(timer);
      await app.close();
    },
  };
}

function createWorld(options: AteraSimulatorOptions, now: () => Date): AteraWorld {
  const generated = options.generate && generateData(options.generate);
  return new AteraWorld(
    {
      tickets: options.tickets ?? generated?.tickets ?? [],
      alerts: options.alerts ?? generated?.alerts ?? [],
      customers: options.customers ?? generated?.customers ?? generateCustomers(now().getTime()),
    },
    now,
    options.seed ?? options.generate?.seed ?? 1
  );
}
