import { DateTime } from 'luxon';

import { lineOfEnterprise, readDayTable, type SiteDays } from '../../../counters/entries/day-table.ts';
import { readSiteSums } from '../../../counters/entries/entries.ts';
import { compareSiteKeys } from '../../../counters/entries/order.ts';
import type { EntriesRequest } from '../../../counters/entries/scope.ts';
import { type SeriesKey, type Step, STEPS, stepStart } from '../../../counters/entries/series.ts';
import { topSites } from '../../../counters/figures/top.ts';
import { type Day, daysBetween, eachDay } from '../../../domain/clock/calendar.ts';
import { zoneNamed } from '../../../domain/clock/zone.ts';
import { createBreather } from '../../../liveness/breather.ts';
import {
  BY_PARAMETER,
  COLUMNS,
  type CountersContext,
  defineCountersDataset,
  ENTERPRISE_PARAMETER,
} from '../../counters/counters-dataset.ts';
import { countersRange } from '../../counters/counters-range.ts';
import { COUNTERS_NOTICES } from '../../counters/counters-texts.ts';
import { limitParameter } from '../../tickets/common.ts';

const STEP_TITLES = {
  day: { fr: 'Jour', en: 'Day' },
  week: { fr: 'Semaine', en: 'Week' },
  month: { fr: 'Mois', en: 'Month' },
};

export default defineCountersDataset({
  name: 'counters.entries',
  title: { fr: 'Entrées dans le temps', en: 'Entries over time' },
  description: {
    fr: 'Entrées par jour, semaine (du lundi) ou mois, une ligne par point et par compteur ou entreprise, triées par temps. Un point sans ligne valable manque. Les séries qui ont le plus d’entrées, jusqu’à `limit`.',
    en: 'Entries per day, week (from Monday) or month, one row per point and counter or enterprise, by time. A point without a valid row is missing. The series with most entries, up to `limit`.',
  },
  usesRange: true,
  defaultRange: 'month',
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    code: { type: 'string', multiple: true, title: COLUMNS.code.title },
    by: BY_PARAMETER,
    step: {
      type: 'string',
      title: { fr: 'Pas', en: 'Step' },
      default: 'day',
      choices: STEPS.map((value) => ({ value, title: STEP_TITLES[value] })),
    },
    limit: { ...limitParameter(10, 200), title: { fr: 'Nombre de séries', en: 'Number of series' } },
  },
  columns: {
    time: { type: 'time', title: { fr: 'Temps', en: 'Time' } },
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    city: COLUMNS.city,
    label: COLUMNS.label,
    entries: COLUMNS.entries,
  },
  async read(context, { by, step, limit, ...scope }) {
    const { days, notices } = await countersRange(context, scope.enterprise);
    const request = { enterprises: scope.enterprise, codes: scope.code, ...days, now: context.now };
    const most = Math.min(limit, mostSeries(days, step));
    const { points, all } = await (by === 'site' ? siteSeries : enterpriseSeries)(context, request, step, most);
    const shown = Math.min(most, all);
    return {
      rows: points,
      notices: [
        ...notices,
        ...(all > shown ? [{ severity: 'info', text: COUNTERS_NOTICES.someSeries(shown, all) } as const] : []),
      ],
    };
  },
});

/** Most points of an answer: two hundred series of more than a year of days. A screen cannot show more. */
const MAX_POINTS = 100_000;
const LEAST_DAYS_OF: Record<Step, number> = { day: 1, week: 7, month: 28 };

function mostSeries({ from, to }: { from: Day; to: Day }, step: Step): number {
  const steps = Math.max(1, Math.ceil((daysBetween(from, to) + 1) / LEAST_DAYS_OF[step]) + 1);
  return Math.max(1, Math.floor(MAX_POINTS / steps));
}

/** A row of the answer. */
interface SeriesPoint extends SeriesKey {
  time: Date;
  entries: number;
}

interface Series {
  points: SeriesPoint[];
  /** How many series there are, shown or not. */
  all: number;
}

/** The server adds up first, so that days are read of the series that are shown only. */
async function siteSeries(
  { counters, access, signal, timezone }: CountersContext,
  request: EntriesRequest,
  step: Step,
  limit: number
): Promise<Series> {
  const totals = await readSiteSums(counters, access, request);
  const ranked = topSites(totals.sums, totals.sites, totals.sums.length);
  const top = ranked.slice(0, limit);
  const { table } = await readDayTable(counters, access, {
    ...request,
    enterprises: [...new Set(top.map(({ enterprise }) => enterprise))],
    codes: [...new Set(top.map(({ code }) => code))],
  });
  const lines = top.toSorted(compareSiteKeys).map((site): SeriesLine => ({ key: site, days: table.of(site) }));
  return {
    all: ranked.length,
    points: await pointsOf(lines, request, { step, timezone, breathe: createBreather(signal) }),
  };
}

/** One line of the chart, and what it is made of. */
interface SeriesLine {
  key: SeriesKey;
  days: SiteDays | undefined;
}

/**
 * The sums of lines by step, of steps with a valid row; made in the order of the answer, since there may be 100,000 of them.
 * @param lines in the order of the answer.
 */
async function pointsOf(
  lines: readonly SeriesLine[],
  { from, to }: { from: Day; to: Day },
  { step, timezone, breathe }: { step: Step; timezone: string; breathe: () => Promise<void> | undefined }
): Promise<SeriesPoint[]> {
  const starts = eachDay(from, to).map((day) => stepStart(day, step));
  const points: SeriesPoint[] = [];
  for (let first = 0, end = 0; first < starts.length; first = end) {
    await breathe();
    const start = starts[first] ?? from;
    while (starts[end] === start) {
      end += 1;
    }
    const time = DateTime.fromISO(start, { zone: zoneNamed(timezone) })
      .startOf('day')
      .toJSDate();
    for (const { key, days } of lines) {
      if (days?.received.subarray(first, end).includes(1)) {
        const { enterprise, code, city, label } = key;
        points.push({ time, enterprise, code, city, label, entries: sumOf(days.entries.subarray(first, end)) });
      }
    }
  }
  return points;
}

function sumOf(entries: Float64Array | undefined): number {
  return entries?.reduce((sum, one) => sum + one, 0) ?? 0;
}

/** The sites' days come once: the server would add the days of an enterprise up in a temporary table, at twice the price. */
async function enterpriseSeries(
  { counters, access, signal, timezone }: CountersContext,
  request: EntriesRequest,
  step: Step,
  limit: number
): Promise<Series> {
  const { table } = await readDayTable(counters, access, request, lineOfEnterprise);
  const ranked = table.lines
    .map((line) => ({ ...line, entries: sumOf(table.of(line)?.entries) }))
    .filter(({ entries }) => entries > 0)
    .sort((left, right) => right.entries - left.entries || compareSiteKeys(left, right));
  const top = ranked
    .slice(0, limit)
    .sort(compareSiteKeys)
    .map(({ enterprise }): SeriesLine => ({
      key: { enterprise, code: null, city: null, label: enterprise },
      days: table.of(lineOfEnterprise({ enterprise })),
    }));
  return {
    all: ranked.length,
    points: await pointsOf(top, request, { step, timezone, breathe: createBreather(signal) }),
  };
}
