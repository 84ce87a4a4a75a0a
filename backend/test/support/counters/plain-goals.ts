import type { CountersWorld, CountingRow } from '../../../../tests/fixtures/counters/world.ts';
import { daysFrom, localDay, plusDays, weekday, ZONE } from './plain-calendar.ts';

/* Goals as the specification defines them, day by day over the raw rows; nothing of the product. */

export interface PlainGoal {
  enterprise: string;
  code?: string;
  month: string;
  entries: number;
}

interface Day {
  weight: number;
  finished: boolean;
  open: boolean;
  entries: number;
}

/** @param closed whether a shop is closed on a day */
export function plainGoal(
  { sites, counting }: CountersWorld,
  goal: PlainGoal,
  now: Date,
  closed: (enterprise: string, day: string) => boolean
): { entries: number; expected: number; pace: number | null } {
  const valid = counting.filter(
    (row) =>
      row.enterprise === goal.enterprise &&
      (goal.code === undefined || row.code === goal.code) &&
      row.count !== null &&
      row.count >= 0
  );
  const codes = new Set([
    ...valid.map(({ code }) => code),
    ...sites.filter(({ enterprise }) => enterprise === goal.enterprise).map(({ code }) => code),
  ]);
  const shops = [...codes].filter((code) => goal.code === undefined || code === goal.code).map(daysOf);
  const experienced = shops.filter(({ known }) => known).flatMap(({ days }) => days);
  const all = shops.flatMap(({ days }) => days);
  const total = (days: readonly Day[], of: (day: Day) => number): number => days.reduce((sum, day) => sum + of(day), 0);
  const share = (days: readonly Day[], of: (day: Day) => number): number =>
    total(days, (day) => (day.finished ? of(day) : 0)) / total(days, of);
  const weighted = share(experienced, ({ weight }) => weight);
  const equal = share(all, ({ open }) => Number(open));
  const expected = goal.entries * (Number.isNaN(weighted) ? (Number.isNaN(equal) ? 0 : equal) : weighted);
  const entries = total(all, (day) => (day.finished ? day.entries : 0));
  return { entries, expected, pace: expected > 0 ? entries / expected : null };

  function daysOf(code: string): { known: boolean; days: Day[] } {
    const site = sites.find((one) => one.enterprise === goal.enterprise && one.code === code);
    const zone = site === undefined ? ZONE : (site.timezone ?? ZONE);
    const today = localDay(now, zone);
    const own = valid.filter((row) => row.code === code && dayOf(row) <= today);
    const history = [...new Set(own.map(dayOf))].filter((day) => day < today && daysFrom(day, today) <= 56);
    const known = history.some((day) => daysFrom(day, today) >= 7);
    const days: Day[] = [];
    for (let day = `${goal.month}-01`; day.startsWith(goal.month); day = plusDays(day, 1)) {
      const rows = own.filter((row) => dayOf(row) === day);
      const alike = history.filter((one) => weekday(one) === weekday(day));
      const mean = sum(own.filter((row) => alike.includes(dayOf(row)))) / Math.max(1, alike.length);
      const open = !closed(goal.enterprise, day);
      const graceOver = localDay(new Date(now.getTime() - 6 * 3_600_000), zone) > day;
      days.push({
        weight: open ? mean : 0,
        open,
        entries: sum(rows),
        finished: today > day && (rows.length > 0 || graceOver),
      });
    }
    return { known, days };
  }
}

function dayOf({ day_date }: CountingRow): string {
  return day_date.slice(0, 10);
}

function sum(rows: readonly CountingRow[]): number {
  return rows.reduce((total, { count }) => total + (count ?? 0), 0);
}
