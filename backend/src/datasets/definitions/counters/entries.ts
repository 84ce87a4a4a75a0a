import { DateTime } from 'luxon';

import { readDayTable, type SiteDays } from '../../../counters/entries/day-table.ts';
import { readEnterpriseDays, readSiteSums } from '../../../counters/entries/entries.ts';
import { compareCodePoints } from '../../../counters/entries/order.ts';
import type { EntriesRequest } from '../../../counters/entries/scope.ts';
import {
  seriesOf,
  type SeriesPoint,
  type SeriesSum,
  type Step,
  STEPS,
  stepStart,
} from '../../../counters/entries/series.ts';
import { type TopSite, topSites } from '../../../counters/figures/top.ts';
import { type Day, daysBetween, eachDay } from '../../../domain/clock/calendar.ts';
import {
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
    by: {
      type: 'string',
      title: { fr: 'Par', en: 'By' },
      default: 'site',
      choices: [
        { value: 'site', title: { fr: 'Compteur', en: 'Counter' } },
        { value: 'enterprise', title: COLUMNS.enterprise.title },
      ],
    },
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
    const { sums, all } = await (by === 'site' ? siteSeries : enterpriseSeries)(context, request, step, most);
    const series = seriesOf(sums, step, most);
    const shown = Math.min(most, all);
    return {
      rows: series.map((point) => ({ ...rowOf(point), time: midnight(point.start, context.timezone) })),
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

interface Series {
  sums: SeriesSum[];
  /** How many series there are, shown or not. */
  all: number;
}

/** The server adds up first, so that days are read of the series that are shown only. */
async function siteSeries(
  { counters, access }: CountersContext,
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
  const starts = eachDay(request.from, request.to).map((day) => stepStart(day, step));
  return { all: ranked.length, sums: top.flatMap((site) => stepsOf(site, table.of(site), starts)) };
}

/** The sums of a site by step, of those with a valid row. */
function stepsOf(site: TopSite, days: SiteDays | undefined, starts: readonly Day[]): SeriesSum[] {
  const steps = new Map<Day, SeriesSum>();
  for (const [index, day] of starts.entries()) {
    if (days?.received[index] === 1) {
      const known = steps.get(day) ?? { ...site, day, entries: 0, validRows: 1 };
      steps.set(day, { ...known, entries: known.entries + (days.entries[index] ?? 0) });
    }
  }
  return [...steps.values()];
}

async function enterpriseSeries(
  { counters, access }: CountersContext,
  request: EntriesRequest,
  _step: Step,
  limit: number
): Promise<Series> {
  const totals = await readSiteSums(counters, access, request);
  const byEnterprise = Map.groupBy(totals.sums, ({ enterprise }) => enterprise);
  const ranked = [...byEnterprise]
    .map(([enterprise, sums]) => ({ enterprise, entries: sums.reduce((total, { entries }) => total + entries, 0) }))
    .filter(({ entries }) => entries > 0)
    .sort((left, right) => right.entries - left.entries || compareCodePoints(left.enterprise, right.enterprise));
  const enterprises = ranked.slice(0, limit).map(({ enterprise }) => enterprise);
  const { sums } = await readEnterpriseDays(counters, access, { ...request, enterprises });
  return {
    all: ranked.length,
    sums: sums.map((sum) => ({ ...sum, code: null, city: null, label: sum.enterprise })),
  };
}

function rowOf({ enterprise, code, city, label, entries }: SeriesPoint) {
  return { enterprise, code, city, label, entries };
}

/** A day's place on the time axis of the panel. */
function midnight(day: string, timezone: string): Date {
  return DateTime.fromISO(day, { zone: timezone }).startOf('day').toJSDate();
}
