import type { AddressInfo } from 'node:net';

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import { registerControl } from './control.ts';
import { serverClock, setRetryAfter } from './faults/answers.ts';
import { Faults } from './faults/faults.ts';
import { RateLimit } from './requests/rate-limit.ts';
import { RequestLog } from './requests/request-log.ts';
import type { TrafficClock } from './requests/traffic.ts';
import { createSimulatorApp, pause, sendEmpty, type SimulatorParts } from './simulator-app.ts';

/** Options of every simulator. */
export interface SimulatorOptions {
  /** 0 = any free port (default). */
  port?: number;
  /** Default 127.0.0.1; 0.0.0.0 inside a container. */
  host?: string;
  /** Waiting time of each answer. Default 0. */
  latencyMs?: number;
  /** 429 above it in any sliding minute. Retry-After comes with the fault `rate-limit`. */
  requestsPerMinute?: number;
  /** Business clock: the Date header and the dates of what happens. Default: real time. */
  now?: () => Date;
  /** Clock of the rate limit and of the request log. Default: real time. */
  trafficClock?: TrafficClock;
  /** Seed of what happens at a tick. Default: that of the generated data set, else 1. */
  seed?: number;
  /** Lets the data set live by itself, one tick in so many milliseconds. Default: only on demand. */
  tickEveryMs?: number;
}

/** A running simulator. */
export interface Simulator<World> {
  url: string;
  world: World;
  faults: Faults;
  requests: RequestLog;
  close: () => Promise<void>;
}

/** Lets a request in, or answers it: the rate limit, then the waiting time. */
export type Admit = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** What makes a simulator the one of a particular system. */
export interface SimulatedSystem<World> extends Pick<SimulatorParts, 'ownFaults' | 'notFound'> {
  world: World;
  /** A summary of the data set, for the control API. */
  summary: () => unknown;
  /** The limit when nobody asks for another one. */
  requestsPerMinute: number;
  /** Where its API begins. Default: at the root. */
  prefix?: string;
  /** Adds the routes; `admit` belongs into an `onRequest` hook, before or after what else refuses requests. */
  routes: (api: FastifyInstance, admit: Admit) => void;
}

/** Real time, the business clock of a simulator without another one. */
export const realTime = (): Date => new Date();

/** Starts the simulator of a system; it listens when the promise resolves. */
export async function startSimulator<World extends { tick: () => unknown }>(
  options: SimulatorOptions,
  system: SimulatedSystem<World>
): Promise<Simulator<World>> {
  const { now = realTime, host = '127.0.0.1', latencyMs = 0 } = options;
  const { world, ownFaults, notFound } = system;
  const faults = new Faults();
  const requests = new RequestLog(options.trafficClock);
  const rateLimit = new RateLimit(options.trafficClock);

  const admit: Admit = async (request, reply) => {
    const changed = request.faults.first('rate-limit');
    const limit = changed?.requestsPerMinute ?? options.requestsPerMinute ?? system.requestsPerMinute;
    const waitSeconds = rateLimit.take(limit);
    if (waitSeconds > 0) {
      if (changed?.retryAfter !== undefined) {
        setRetryAfter(reply, waitSeconds, changed.retryAfter, () => serverClock(now(), request.faults));
      }
      return sendEmpty(reply, 429);
    }
    await pause(latencyMs, request.closing);
    return undefined;
  };

  const app = createSimulatorApp({ now, faults, requests, ownFaults, notFound });
  registerControl(app, { faults, requests, tick: () => world.tick(), summary: system.summary });
  app.register(async (api) => system.routes(api, admit), { prefix: system.prefix ?? '' });

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
