// Program: sends the costliest queries of the counters without pause, so many at a time, until it is ended. It tells on its
// standard output when it has begun, and what came back when it ends. A process of its own, so that reading its answers
// delays nobody who measures.
import { createInterface } from 'node:readline';

import { startTied } from '../servers/processes/tied-process.ts';

export interface FloodOptions {
  backendUrl: string;
  token: string;
  /** Last instant of the ranges, epoch milliseconds. */
  now: number;
  inFlight: number;
  days: number;
}

/** How many answers there were of each status. */
export type FloodAnswers = Record<string, number>;

const DAY_MS = 86_400_000;

/** Nothing that anybody may ask costs more. */
const WORST = [
  { dataset: 'counters.entries', params: { limit: 200 } },
  { dataset: 'counters.top_sites', params: { comparable: true, limit: 1_000 } },
  { dataset: 'counters.coverage', params: {} },
  { dataset: 'counters.heatmap', params: {} },
];

/** Starts the flood; resolves once it has begun. */
export async function startFlood(options: FloodOptions): Promise<{ stop: () => Promise<FloodAnswers> }> {
  const program = startTied(process.execPath, [import.meta.filename], {
    env: { ...process.env, VIGIE_BENCH_FLOOD: JSON.stringify(options) },
    output: ['pipe', 'inherit'],
  });
  const lines = createInterface({ input: program.child.stdout! })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) {
      throw new Error(`the flood ended by itself with code ${(await program.ended).code}`);
    }
    return JSON.parse(line.value) as unknown;
  };
  await next();
  return {
    stop: async () => {
      const answers = next();
      await program.stop();
      return (await answers) as FloodAnswers;
    },
  };
}

const told = process.env['VIGIE_BENCH_FLOOD'];
if (import.meta.main && told !== undefined) {
  flood(JSON.parse(told) as FloodOptions);
}

function flood({ backendUrl, token, now, inFlight, days }: FloodOptions): void {
  const answers: FloodAnswers = {};
  let sent = 0;
  const one = async (): Promise<never> => {
    for (;;) {
      const query = WORST[sent % WORST.length]!;
      sent += 1;
      // Ranges that differ by a day: nothing of one serves for another.
      const to = now - (sent % 300) * DAY_MS;
      const status = await fetch(`${backendUrl}/v1/query`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ queries: [{ refId: 'A', ...query, from: to - days * DAY_MS, to }] }),
      })
        .then(async (response) => {
          await response.arrayBuffer();
          return String(response.status);
        })
        .catch(() => 'none');
      answers[status] = (answers[status] ?? 0) + 1;
    }
  };
  process.once('SIGTERM', () => {
    process.stdout.write(`${JSON.stringify(answers)}\n`, () => process.exit(0));
  });
  void Promise.all(Array.from({ length: inFlight }, one));
  process.stdout.write('{}\n');
}
