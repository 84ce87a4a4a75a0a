import { ask, askBoard, ticketsIn } from '../bench/board.ts';
import { pause } from './troubles.ts';

/** What the people before the screens saw. */
export interface Seen {
  requests: number;
  /** One sentence a failure. */
  errors: string[];
  /** Milliseconds of each call. */
  durations: number[];
}

const PEOPLE = 3;
const BETWEEN_CALLS_MS = 300;
const MONTH_MS = 30 * 86_400_000;

const CLIENTS = [
  { dataset: 'tickets.by_client', params: { queue: 'support' } },
  { dataset: 'tickets.by_client', params: { queue: 'admin' } },
  { dataset: 'tickets.by_client', params: { queue: 'sysadmin' } },
  { dataset: 'tickets.ageing', params: {} },
  { dataset: 'tickets.technicians', params: {} },
  { dataset: 'tickets.sla', params: {} },
  { dataset: 'tickets.list', params: { limit: 100 } },
];

const COUNTERS = [
  { dataset: 'counters.status', params: {} },
  { dataset: 'counters.top_sites', params: {} },
  { dataset: 'counters.sites', params: {} },
  { dataset: 'counters.verdicts', params: {} },
  { dataset: 'counters.zero_alerts', params: {} },
];

/** Some people who look at one page after the other until they are told to stop. */
export async function people(backendUrl: string, token: string, stop: AbortSignal): Promise<Seen> {
  const seen: Seen = { requests: 0, errors: [], durations: [] };
  await Promise.all(Array.from({ length: PEOPLE }, () => person(backendUrl, token, stop, seen)));
  return seen;
}

async function person(backendUrl: string, token: string, stop: AbortSignal, seen: Seen): Promise<void> {
  const lastMonth = () => ({ from: Date.now() - MONTH_MS, to: Date.now() });
  const pages: (() => Promise<unknown>)[] = [
    async () => {
      if (ticketsIn(await askBoard(backendUrl, token)) === 0) {
        throw new Error('the board came back empty');
      }
    },
    () => ask(backendUrl, token, CLIENTS, lastMonth()),
    () => ask(backendUrl, token, COUNTERS, lastMonth()),
  ];
  for (let turn = 0; !stop.aborted; turn += 1) {
    const startedAt = performance.now();
    seen.requests += 1;
    try {
      await pages[turn % pages.length]!();
    } catch (error) {
      seen.errors.push((error as Error).message);
    }
    seen.durations.push(performance.now() - startedAt);
    await pause(BETWEEN_CALLS_MS, stop);
  }
}
