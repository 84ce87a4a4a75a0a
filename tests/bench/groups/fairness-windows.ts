import { setTimeout as pause } from 'node:timers/promises';

import { type FloodAnswers, type FloodOptions, startFlood } from '../../measuring/flood.ts';
import { readUsage, type Usage, usedBetween } from '../../measuring/process-usage.ts';
import { waitUntil } from '../../servers/wait-until.ts';
import { ask, askBoard } from '../support/board.ts';

export interface FairnessSetting {
  backend: { url: string; pid: number };
  managementUrl: string;
  tokens: { board: string; hostile: string; other: string };
  /** Last instant of the ranges, epoch milliseconds. */
  now: number;
  /** Days there are. */
  days: number;
  /** Processes whose descendants are measured. */
  roots?: readonly number[];
}

/** What windows of one kind brought together. Times in milliseconds. */
export interface Observed {
  board: number[];
  other: number[];
  /** The longest that the backend's event loop was late, of each window. */
  loopDelays: number[];
  /** Processor time as a share of elapsed time: 1 is one processor. */
  shares: Record<keyof Usage, number>;
}

export interface FairnessResult {
  alone: Observed;
  beside: Observed;
  answers: FloodAnswers;
}

const WINDOW_MS = 3_000;
/** The flooding token has filled its queue by then. */
const SETTLE_MS = 700;
const PAUSE_MS = 15;
const IN_FLIGHT = 60;
const DAY_MS = 86_400_000;
/** An attack over that leaves work behind for so long is a fault of its own. */
const DRAIN_MS = 30_000;

/**
 * Measures the board and another tenant alone and beside a tenant who floods, in short windows that alternate: whatever else
 * the machine has to do meets both alike. Any answer to the two that is no success fails it.
 */
export async function measureFairness(setting: FairnessSetting, pairs: number): Promise<FairnessResult> {
  const [alone, beside] = [emptyRecord(), emptyRecord()];
  const answers: FloodAnswers = {};
  const callers = createCallers(setting);
  const options: FloodOptions = {
    ...{ backendUrl: setting.backend.url, token: setting.tokens.hostile, now: setting.now },
    ...{ inFlight: IN_FLIGHT, days: setting.days },
  };
  const quiet = () => measureWindow(setting, callers, alone);
  const attacked = async (): Promise<void> => {
    const flood = await startFlood(options);
    await pause(SETTLE_MS);
    await measureWindow(setting, callers, beside);
    for (const [status, count] of Object.entries(await flood.stop())) {
      answers[status] = (answers[status] ?? 0) + count;
    }
    await drained(setting.managementUrl);
  };
  await measureWindow(setting, callers, emptyRecord());
  for (let pair = 0; pair < pairs; pair += 1) {
    // Each kind is as often the first: what comes first in a pair has no advantage.
    for (const run of pair % 2 === 0 ? [quiet, attacked] : [attacked, quiet]) {
      await run();
    }
  }
  return { alone: observedOf(alone), beside: observedOf(beside), answers };
}

interface Record_ {
  board: number[];
  other: number[];
  loopDelays: number[];
  elapsedMs: number;
  used: Usage;
}

const NOTHING: Usage = { backend: 0, mariadb: 0, postgres: 0, callers: 0, others: 0 };
const emptyRecord = (): Record_ => ({ board: [], other: [], loopDelays: [], elapsedMs: 0, used: { ...NOTHING } });

function observedOf({ used, elapsedMs, board, other, loopDelays }: Record_): Observed {
  return { board, other, loopDelays, shares: mapUsage((name) => used[name] / elapsedMs) };
}

type Callers = Record<'board' | 'other', () => Promise<unknown>>;

function createCallers({ backend: { url }, tokens, now }: FairnessSetting): Callers {
  let asked = 0;
  return {
    board: () => askBoard(url, tokens.board),
    /** Another range each time, so that no answer is shared. */
    other: () => {
      asked += 1;
      const to = now - (asked % 300) * DAY_MS;
      return ask(url, tokens.other, [{ dataset: 'counters.top_sites', params: {} }], { from: to - 30 * DAY_MS, to });
    },
  };
}

async function measureWindow(setting: FairnessSetting, callers: Callers, record: Record_): Promise<void> {
  const { backend, managementUrl, roots } = setting;
  // The delay is that since the last look at it.
  await readMetrics(managementUrl);
  const before = readUsage(backend.pid, roots);
  const beganAt = performance.now();
  while (performance.now() - beganAt < WINDOW_MS) {
    for (const name of ['board', 'other'] as const) {
      const askedAt = performance.now();
      await callers[name]();
      record[name].push(performance.now() - askedAt);
      await pause(PAUSE_MS);
    }
  }
  record.elapsedMs += performance.now() - beganAt;
  const used = usedBetween(before, readUsage(backend.pid, roots));
  record.used = mapUsage((name) => record.used[name] + used[name]);
  record.loopDelays.push(metric(await readMetrics(managementUrl), 'vigie_nodejs_eventloop_lag_max_seconds') * 1_000);
}

function mapUsage(of: (name: keyof Usage) => number): Usage {
  const names = Object.keys(NOTHING) as (keyof Usage)[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as unknown as Usage;
}

/** Waits until the backend has given up what nobody waits for any more. */
async function drained(managementUrl: string): Promise<void> {
  await waitUntil(
    'no query is answered whose caller has gone',
    async () => !/^vigie_counters_(in_flight|queue_length)\{/m.test(await readMetrics(managementUrl)),
    { withinMs: DRAIN_MS, everyMs: 50 }
  );
}

async function readMetrics(managementUrl: string): Promise<string> {
  const answer = await fetch(`${managementUrl}/metrics`);
  return answer.text();
}

function metric(text: string, name: string): number {
  return Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
}
