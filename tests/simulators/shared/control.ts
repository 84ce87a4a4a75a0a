import type { FastifyInstance } from 'fastify';

import type { Fault } from './faults/fault.ts';
import type { Faults } from './faults/faults.ts';
import type { RequestLog } from './requests/request-log.ts';
import { CONTROL_PREFIX } from './simulator-app.ts';

/** What the control API steers. */
export interface Controlled {
  faults: Faults;
  requests: RequestLog;
  /** Lets the living data set take one step and tells what happened. */
  tick: () => unknown;
  /** A summary of the data set. */
  summary: () => unknown;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const MAX_TICKS = 1000;

/**
 * The control API for what runs in another process (demo, end-to-end tests):
 * GET | POST | DELETE `/_sim/faults`, POST `/_sim/tick` `{times}`, GET | DELETE `/_sim/requests`, GET `/_sim/world`.
 * It answers loopback only, wherever the server listens.
 */
export function registerControl(app: FastifyInstance, { faults, requests, tick, summary }: Controlled): void {
  app.register(
    async (control) => {
      control.addHook('onRequest', async (request, reply) => {
        if (!LOOPBACK.has(request.socket.remoteAddress ?? '')) {
          return reply.code(403).send({ error: 'The control API answers requests from the loopback address only.' });
        }
      });

      control.get('/faults', async () => ({ faults: faults.list() }));
      control.post('/faults', async (request, reply) => {
        const wanted = Array.isArray(request.body) ? request.body : [request.body];
        try {
          faults.set(...(wanted as Fault[]));
        } catch (error) {
          return reply.code(400).send({ error: (error as Error).message });
        }
        return { faults: faults.list() };
      });
      control.delete('/faults', async () => {
        faults.clear();
        return { faults: [] };
      });

      const tickBody = {
        type: 'object',
        nullable: true,
        properties: { times: { type: 'integer', minimum: 1, maximum: MAX_TICKS } },
        additionalProperties: false,
      };
      control.post('/tick', { schema: { body: tickBody } }, async (request) => {
        const times = (request.body as { times?: number } | null | undefined)?.times ?? 1;
        return { steps: Array.from({ length: times }, () => tick()) };
      });

      control.get('/requests', async () => ({
        count: requests.count(),
        maxPerMinute: requests.maxPerMinute(),
        maxConcurrent: requests.maxConcurrent(),
        entries: requests.entries,
      }));
      control.delete('/requests', async () => {
        requests.clear();
        return { count: 0 };
      });

      control.get('/world', async () => summary());
    },
    { prefix: CONTROL_PREFIX }
  );
}
