import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Counters } from '../../counters/counters.ts';
import { countersFor } from '../../datasets/counters/counters-dataset.ts';
import { callerGone } from '../caller-gone.ts';
import { accessOf } from '../plugins/app/authentication.ts';

/**
 * Does what a route has to do with the counters when the caller's turn comes, among the queries of its token and of others.
 * @param work reads and changes the sites through the counters it is given; a caller who has gone ends its readings.
 * @throws {BusyError} when the caller has too much waiting; `counters_off` when no counters database is named.
 */
export function inTurn<T>(
  app: FastifyInstance,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (counters: Counters) => Promise<T>
): Promise<T> {
  const { services } = app.vigie;
  const access = accessOf(request);
  const signal = callerGone(reply);
  const subject = `${request.method} ${request.routeOptions.url ?? 'sites'}`;
  const counters = countersFor(services, { access, signal }, subject);
  return services.load === undefined
    ? work(counters)
    : services.load.run(access, subject, () => work(counters), signal);
}
