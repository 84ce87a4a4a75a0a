import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { type Answered, ask, failuresOf, readAtOf, rowsIn } from '../asking.ts';
import type { RunLog } from '../log.ts';
import { figuresOf } from '../model/tickets.ts';
import type { SoakWorld } from '../world.ts';

const SCREENS = 3;
const BETWEEN_MS = 500;
const DAY_MS = 86_400_000;
/** Between the queries of a call a reading may write: then their figures are of two moments. Seldom twice in a row. */
const TRIES = 6;

/** The board, with the list that its figures must follow from. */
const QUERIES = [
  { refId: 'list', dataset: 'tickets.list', params: { class: ['open', 'pending'], limit: 10_000 } },
  { refId: 'summary', dataset: 'tickets.summary' },
  { refId: 'open', dataset: 'tickets.by_priority', params: { class: 'open' } },
  { refId: 'pending', dataset: 'tickets.by_priority', params: { class: 'pending' } },
  { refId: 'latest', dataset: 'tickets.latest', params: { class: 'open', limit: 20 } },
  { refId: 'flow', dataset: 'tickets.flow', params: { source: 'atera', days: 8 } },
  { refId: 'attention', dataset: 'tickets.attention' },
  { refId: 'due', dataset: 'tickets.due', params: { limit: 50, breached_hours: 1 } },
  { refId: 'alerts', dataset: 'alerts.latest', params: { limit: 5 } },
  { refId: 'sources', dataset: 'system.sources' },
];

/** Office screens that show the board; each answer is held against what Atera held. */
export async function screens(world: SoakWorld, log: RunLog, over: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: SCREENS }, () => screen(world, log, over)));
}

async function screen(world: SoakWorld, log: RunLog, over: AbortSignal): Promise<void> {
  while (!over.aborted) {
    await lookAtBoard(world, log);
    await sleep(BETWEEN_MS, undefined, { signal: over }).catch(() => undefined);
  }
}

/**
 * Asks for the board and checks it.
 * @param options.exact nothing has changed for long enough: it must show what Atera holds now
 * @returns what is wrong with it
 */
export async function lookAtBoard(
  world: SoakWorld,
  log: RunLog,
  { exact = false }: { exact?: boolean } = {}
): Promise<string[]> {
  let inconsistent: string[] = [];
  for (let times = 0; times < TRIES; times += 1) {
    const now = Date.now();
    const range = { from: now - DAY_MS, to: now };
    const answer = await log.call('board', () => ask(world.backend.url, world.main, QUERIES, range), failuresOf);
    if (answer === undefined || failuresOf(answer).length > 0) {
      return ['the board gave no answer'];
    }
    const tickets = ticketsIn(answer);
    if (exact) {
      // No verdict yet: it has a while to become like that.
      const unlike = [...world.tickets.differencesNow(tickets), ...inconsistenciesOf(answer)];
      return tickets.incomplete ? ['the source Atera has an error', ...unlike] : unlike;
    }
    const differences = world.tickets.differencesOf(tickets);
    log.check('board', differences);
    if (differences.length > 0) {
      return differences;
    }
    inconsistent = inconsistenciesOf(answer);
    if (inconsistent.length === 0) {
      return [];
    }
  }
  log.check(`figures of the board, ${TRIES} times in a row`, inconsistent);
  return inconsistent;
}

function ticketsIn(answer: Answered) {
  const atera = rowsIn(answer, 'sources').find(({ source }) => source === 'atera');
  const instant = (value: unknown) => (typeof value === 'number' ? value : null);
  return {
    listed: listedIn(answer),
    readAt: readAtOf(answer, 'list'),
    reconciledAt: instant(atera?.['reconciled_at']),
    incomplete: atera?.['error'] !== null,
    receivedAt: answer.receivedAt,
  };
}

const listedIn = (answer: Answered) => rowsIn(answer, 'list').filter(({ source }) => source === 'atera');

/** Figures that do not follow from the list of the same call. */
function inconsistenciesOf(answer: Answered): string[] {
  const listed = listedIn(answer);
  const { summary, byPriority } = figuresOf(listed);
  const [told] = rowsIn(answer, 'summary');
  const wrong = Object.entries(summary)
    .filter(([name, value]) => told?.[name] !== value)
    .map(([name, value]) => `${name} is ${String(told?.[name])} instead of ${value}`);
  for (const status of ['open', 'pending'] as const) {
    const rows = rowsIn(answer, status);
    const counts = Object.fromEntries(rows.map(({ priority, count }) => [String(priority), Number(count)]));
    if (!isDeepStrictEqual(counts, byPriority[status])) {
      wrong.push(`priorities of ${status}: ${JSON.stringify(counts)} instead of ${JSON.stringify(byPriority[status])}`);
    }
    const total = rows.reduce((sum, { percent }) => sum + Number(percent), 0);
    if (Math.abs(total - 100) > 1e-9 && rows.some(({ count }) => Number(count) > 0)) {
      wrong.push(`percentages of ${status} add up to ${total}`);
    }
  }
  const newest = listed.filter((row) => row['class'] === 'open').slice(0, 20);
  const ids = (rows: readonly Record<string, unknown>[]) => rows.map(({ id }) => String(id)).join(' ');
  if (ids(newest) !== ids(rowsIn(answer, 'latest'))) {
    wrong.push('the newest open tickets are not the first of the list');
  }
  return wrong;
}
