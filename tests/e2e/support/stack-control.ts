import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import type { Stack } from '../../../demo/stack.ts';
import type { SimTicket } from '../../simulators/atera/index.ts';

/** What tests, which run in processes of their own, do to the stack of the set-up. */
export interface StackControl {
  /** Stops a part as an operator would, or starts it again on the same address and data. */
  stop(part: Part): Promise<void>;
  start(part: Part): Promise<void>;
  /** Adds a ticket to the simulated Atera; what is not given is filled in. @returns its id */
  addTicket(fields: Partial<SimTicket>): Promise<number>;
  removeTicket(id: number): Promise<void>;
}

export type Part = 'backend' | 'grafana';

/** Serves {@link StackControl} on loopback. */
export async function serveControl(stack: Stack): Promise<{ url: string; close(): Promise<void> }> {
  const parts = { backend: stack.backend, grafana: stack.grafana };
  const actions: Record<string, (body: unknown) => Promise<unknown>> = {
    stop: async (part) => parts[part as Part]?.close(),
    start: async (part) => {
      if (part === 'grafana') {
        parts.grafana = await parts.grafana?.startAgain();
      } else {
        parts.backend = await parts.backend.startAgain();
      }
    },
    addTicket: async (fields) => stack.atera.world.addTicket(fields as Partial<SimTicket>).TicketID,
    removeTicket: async (id) => stack.atera.world.deleteTicket(Number(id)),
  };
  const answerTo = async (request: IncomingMessage) => {
    const action = actions[(request.url ?? '').slice(1)];
    const answer = await action?.(((await json(request)) as { body: unknown }).body);
    return JSON.stringify({ answer });
  };
  const server = createServer((request, response) => {
    answerTo(request).then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(String(error))
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await parts.grafana?.close();
      await parts.backend.close();
    },
  };
}

/** The control of a stack that the set-up started. */
export function stackControl(url: string): StackControl {
  const call = async (action: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/${action}`, { method: 'POST', body: JSON.stringify({ body }) });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`The stack could not ${action}: ${text}`);
    }
    return (JSON.parse(text) as { answer?: unknown }).answer;
  };
  return {
    stop: async (part) => void (await call('stop', part)),
    start: async (part) => void (await call('start', part)),
    addTicket: async (fields) => Number(await call('addTicket', fields)),
    removeTicket: async (id) => void (await call('removeTicket', id)),
  };
}
