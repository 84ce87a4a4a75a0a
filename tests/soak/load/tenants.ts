import { setTimeout as sleep } from 'node:timers/promises';

import { addDays, type Day, dayAt } from '../../../backend/src/domain/clock/calendar.ts';
import { ENTERPRISES } from '../../fixtures/counters/world.ts';
import type { Random } from '../../simulators/shared/activity/random.ts';
import { type Answered, ask, failuresOf, readAtOf, rowsIn } from '../asking.ts';
import type { RunLog } from '../log.ts';
import { foreignIn } from '../model/counters.ts';
import type { SoakWorld } from '../world.ts';

const ZONE = 'Europe/Paris';
const BETWEEN_MS = 400;
const LONGEST_DAYS = 60;

/** Every enterprise but the first, which floods. */
export const TENANTS = ENTERPRISES.slice(1);

/** People of the enterprises who look at their page over one period and another; each answer is held against the model. */
export async function tenants(world: SoakWorld, log: RunLog, random: Random, over: AbortSignal): Promise<void> {
  await Promise.all(
    TENANTS.map(async (enterprise) => {
      const token = await world.tokenOf(enterprise);
      while (!over.aborted) {
        await lookAtCounters(world, log, { enterprise, token }, random);
        await sleep(BETWEEN_MS, undefined, { signal: over }).catch(() => undefined);
      }
    })
  );
}

interface Tenant {
  enterprise: string;
  token: string;
}

/** Asks for the figures of one enterprise and checks them. @returns what is wrong with them */
export async function lookAtCounters(world: SoakWorld, log: RunLog, tenant: Tenant, random: Random): Promise<string[]> {
  // Over at every shop of the world, so that nothing of it can change.
  const last = addDays(dayAt(new Date(), ZONE), -2 - random.int(0, 200));
  const first = addDays(last, -random.int(0, LONGEST_DAYS));
  const settled = await look(
    world,
    log,
    tenant,
    [
      { refId: 'top', dataset: 'counters.top_sites' },
      { refId: 'entries', dataset: 'counters.entries', params: { limit: 200 } },
      { refId: 'status', dataset: 'counters.status' },
      { refId: 'sites', dataset: 'counters.sites' },
    ],
    { from: noon(first), to: noon(last) },
    (answer) => settledDifferences(world, tenant, answer, daysFrom(first, last))
  );
  const total = [{ refId: 'total', dataset: 'counters.entries', params: { by: 'enterprise', step: 'month' } }];
  // The model's first day is a year ago; tomorrow has begun at shops in the east.
  const [from, to] = [addDays(last, -1_000), addDays(dayAt(new Date(), ZONE), 1)];
  const growing = await look(world, log, tenant, total, { from: noon(from), to: noon(to) }, (answer) =>
    totalDifferences(world, tenant, answer)
  );
  return [...settled, ...growing];
}

async function look(
  world: SoakWorld,
  log: RunLog,
  { enterprise, token }: Tenant,
  queries: Parameters<typeof ask>[2],
  range: { from: number; to: number },
  differencesOf: (answer: Answered) => string[]
): Promise<string[]> {
  const answer = await log.call(
    'tenant',
    () => ask(world.backend.url, token, queries, { ...range, timezone: ZONE }),
    failuresOf
  );
  if (answer === undefined || failuresOf(answer).length > 0) {
    return ['the counters gave no answer'];
  }
  const rows = Object.keys(answer.results).flatMap((refId) => rowsIn(answer, refId));
  const differences = [...foreignIn(answer.text, rows, enterprise, ENTERPRISES), ...differencesOf(answer)];
  log.check(enterprise, differences);
  return differences;
}

function settledDifferences({ counters }: SoakWorld, { enterprise }: Tenant, answer: Answered, days: Day[]): string[] {
  const wrong: string[] = [];
  const compare = (what: string, told: readonly string[], wanted: readonly string[]) => {
    const [missing, surplus] = [differ(wanted, told), differ(told, wanted)];
    if (missing.length + surplus.length > 0) {
      wrong.push(
        `${what} from ${days[0]} to ${days.at(-1)}: ${surplus[0] ?? 'nothing'} instead of ${missing[0] ?? 'nothing'}`
      );
    }
  };
  const all = counters.top(enterprise, days, Infinity);
  // A site without any entry has no line of its own, whatever days it has.
  const counted = new Set(all.map(({ code }) => code));
  compare(
    'the ten sites with most entries',
    rowsIn(answer, 'top').map(({ code, entries }, place) => `${place} ${String(code)} ${Number(entries)}`),
    all.slice(0, 10).map(({ code, entries }, place) => `${place} ${code} ${entries}`)
  );
  compare(
    'entries of days',
    rowsIn(answer, 'entries').map(
      ({ code, time, entries }) => `${String(code)} ${dayAt(new Date(Number(time)), ZONE)} ${Number(entries)}`
    ),
    [...counters.days(enterprise, days)]
      .filter(([site]) => counted.has(site.split(' ')[0] ?? ''))
      .map(([site, entries]) => `${site} ${entries}`)
  );
  const own = counters.of(enterprise);
  const working = own.filter(({ ignore }) => ignore === 0 || ignore === null).length;
  compare(
    'operational counters',
    rowsIn(answer, 'status').map(({ state, count }) => `${String(state)} ${Number(count)}`),
    [`operational ${working}`, `not_operational ${own.length - working}`]
  );
  compare(
    'sites',
    rowsIn(answer, 'sites').map(({ code, city }) => `${String(code)} ${String(city)}`),
    own.map(({ code, city }) => `${code} ${city}`)
  );
  return wrong;
}

function totalDifferences({ counters }: SoakWorld, { enterprise }: Tenant, answer: Answered): string[] {
  const told = rowsIn(answer, 'total').reduce((sum, { entries }) => sum + Number(entries), 0);
  const readAt = readAtOf(answer, 'total') ?? answer.askedAt;
  const { least, most } = counters.total(enterprise, readAt, answer.receivedAt);
  return told >= least && told <= most ? [] : [`${told} entries in all instead of ${least} to ${most}`];
}

const differ = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
};

function daysFrom(first: Day, last: Day): Day[] {
  const days = [first];
  while ((days.at(-1) ?? last) < last) {
    days.push(addDays(days.at(-1) ?? last, 1));
  }
  return days;
}

/** An instant of a day that is that day in Paris and in Greenwich. */
const noon = (day: Day): number => Date.parse(`${day}T11:00:00Z`);
