import type { TestContext } from 'node:test';

import { type AteraSimulator, type AteraSimulatorOptions, startAteraSimulator } from './index.ts';
import type { PagedResult, SimTicket } from './world/types.ts';

export const NOW = new Date('2026-03-12T10:00:00Z');
export const KEY = { 'x-api-key': 'sim-atera-key' };

/** A simulator on a stopped clock that closes with the test. */
export async function simulatorFor(t: TestContext, options: AteraSimulatorOptions = {}): Promise<AteraSimulator> {
  const simulator = await startAteraSimulator({ now: () => NOW, ...options });
  t.after(() => simulator.close());
  return simulator;
}

/** GET with a valid key. */
export function get(simulator: AteraSimulator, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${simulator.url}/api/v3${path}`, { headers: KEY, ...init });
}

/** One page of tickets; fails on anything but 200. */
export async function ticketPage(simulator: AteraSimulator, path: string): Promise<PagedResult<SimTicket>> {
  return (await getJson(simulator, path)) as PagedResult<SimTicket>;
}

/** JSON of an answer; fails on anything but 200. */
export async function getJson(simulator: AteraSimulator, path: string): Promise<unknown> {
  const response = await get(simulator, path);
  if (response.status !== 200) {
    throw new Error(`${path} answered ${response.status}`);
  }
  return response.json();
}

/** The ids of a page, in its order. */
export function idsOf(page: PagedResult<SimTicket>): number[] {
  return (page.items ?? []).map(({ TicketID }) => TicketID);
}

/** Tickets 1 … count, created a minute apart; the highest id is the newest. */
export function ticketRow(count: number, fields: Partial<SimTicket> = {}): SimTicket[] {
  return Array.from({ length: count }, (_, index) => ({
    TicketID: index + 1,
    TicketStatus: 'Open',
    TicketCreatedDate: new Date(NOW.getTime() - (count - index) * 60_000).toISOString(),
    ...fields,
  }));
}
