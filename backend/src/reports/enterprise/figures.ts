import { DateTime } from 'luxon';

import type { AnyRow } from '../../datasets/engine/rows.ts';
import { type Day, eachDay } from '../../domain/clock/calendar.ts';
import { zoneNamed } from '../../domain/clock/zone.ts';
import type { Ask } from '../ask.ts';
import { countIn, numberIn } from '../cells.ts';
import { type Period, periodOf } from '../period.ts';

/** Entries of a day, null without a valid row, and of the same date in the other months. */
export interface DayFigures {
  day: Day;
  entries: number | null;
  monthBefore: number | null;
  yearBefore: number | null;
}

/** A counter over the month. */
export interface SiteFigures {
  code: string;
  city: string | null;
  label: string;
  entries: number;
  entriesMonthBefore: number;
  entriesYearBefore: number;
  changeMonthPercent: number | null;
  changeYearPercent: number | null;
  /** Null for a code unknown to `sites`. */
  operational: boolean | null;
  reason: string | null;
  /** Days that were judged; null for a code unknown to `sites`. */
  days: { counted: number; zero: number; noData: number; share: number | null } | null;
}

/** Everything that a monthly report of an enterprise says. */
export interface EnterpriseFigures {
  enterprise: string;
  period: Period;
  entries: number;
  entriesMonthBefore: number;
  entriesYearBefore: number;
  changeMonthPercent: number | null;
  changeYearPercent: number | null;
  coverage: { zero: number; noData: number; share: number | null };
  days: DayFigures[];
  /** By code. */
  sites: SiteFigures[];
}

/** Reads the figures of one enterprise, all of them from datasets that its own screens ask. */
export async function readEnterpriseFigures(
  ask: Ask,
  { enterprise, period, timezone }: { enterprise: string; period: Period; timezone: string }
): Promise<EnterpriseFigures> {
  const params = { enterprise: [enterprise] };
  const { range } = period;
  const month = (by: string): Promise<AnyRow[]> =>
    ask({ dataset: 'counters.month', params: { ...params, by, day: period.from } });
  const [[total], bySite, [coverage], coverageBySite, known, days] = [
    await month('enterprise'),
    await month('site'),
    await ask({ dataset: 'counters.coverage', params: { ...params, by: 'enterprise' }, range }),
    await ask({ dataset: 'counters.coverage', params: { ...params, by: 'site' }, range }),
    await ask({ dataset: 'counters.sites', params }),
    await readDays(ask, params, period, timezone),
  ];
  const coverageOf = new Map(coverageBySite.map((row) => [row['code'], row]));
  const reasons = new Map(known.map((row) => [row['code'], row['reason']]));
  return {
    enterprise,
    period,
    entries: countIn(total?.['entries']),
    entriesMonthBefore: countIn(total?.['entries_month_before']),
    entriesYearBefore: countIn(total?.['entries_year_before']),
    changeMonthPercent: numberIn(total?.['change_month_percent']),
    changeYearPercent: numberIn(total?.['change_year_percent']),
    coverage: {
      zero: countIn(coverage?.['zero']),
      noData: countIn(coverage?.['no_data']),
      share: numberIn(coverage?.['share']),
    },
    days,
    sites: bySite.map((row) => siteFigures(row, coverageOf.get(row['code'] ?? null), reasons.get(row['code'] ?? null))),
  };
}

function siteFigures(row: AnyRow, coverage: AnyRow | undefined, reason: AnyRow[string] | undefined): SiteFigures {
  return {
    code: String(row['code']),
    city: row['city'] === null ? null : String(row['city']),
    label: String(row['label']),
    entries: countIn(row['entries']),
    entriesMonthBefore: countIn(row['entries_month_before']),
    entriesYearBefore: countIn(row['entries_year_before']),
    changeMonthPercent: numberIn(row['change_month_percent']),
    changeYearPercent: numberIn(row['change_year_percent']),
    operational: typeof row['operational'] === 'boolean' ? row['operational'] : null,
    reason: typeof reason === 'string' && reason.trim() !== '' ? reason : null,
    days: coverage
      ? {
          counted: countIn(coverage['counted']),
          zero: countIn(coverage['zero']),
          noData: countIn(coverage['no_data']),
          share: numberIn(coverage['share']),
        }
      : null,
  };
}

async function readDays(ask: Ask, params: object, period: Period, timezone: string): Promise<DayFigures[]> {
  const entriesOf = async ({ range }: Period): Promise<Map<Day, number>> => {
    const rows = await ask({ dataset: 'counters.entries', params: { ...params, by: 'enterprise' }, range });
    return new Map(
      rows.map((row) => [
        DateTime.fromJSDate(row['time'] as Date, { zone: zoneNamed(timezone) }).toFormat('yyyy-MM-dd'),
        countIn(row['entries']),
      ])
    );
  };
  const monthBefore = periodOf('enterprise', period.range.from, timezone);
  const yearBefore = periodOf(
    'enterprise',
    DateTime.fromJSDate(period.range.to, { zone: zoneNamed(timezone) })
      .minus({ months: 11 })
      .toJSDate(),
    timezone
  );
  const [of, before, aYearBefore] = [
    await entriesOf(period),
    await entriesOf(monthBefore),
    await entriesOf(yearBefore),
  ];
  return eachDay(period.from, period.to).map((day) => {
    const date = day.slice(8);
    return {
      day,
      entries: of.get(day) ?? null,
      monthBefore: before.get(`${monthBefore.from.slice(0, 8)}${date}`) ?? null,
      yearBefore: aYearBefore.get(`${yearBefore.from.slice(0, 8)}${date}`) ?? null,
    };
  });
}
