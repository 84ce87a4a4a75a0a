import { DateTime } from 'luxon';

import { readEnterpriseDays, readSiteDays, readSiteSums } from '../../../counters/entries/entries.ts';
import { seriesOf, type SeriesPoint, type SeriesSum, STEPS } from '../../../counters/entries/series.ts';
import { topSites } from '../../../counters/figures/top.ts';
import type { Day } from '../../../domain/clock/calendar.ts';
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
    const { sums, all } =
      by === 'site'
        ? await siteSeries(context, days, scope.enterprise, scope.code, limit)
        : await enterpriseSeries(context, days, scope.enterprise, scope.code);
    const series = seriesOf(sums, step, limit);
    const shown = Math.min(limit, all);
    return {
      rows: series.map((point) => ({ ...rowOf(point), time: midnight(point.start, context.timezone) })),
      notices: [
        ...notices,
        ...(all > shown ? [{ severity: 'info', text: COUNTERS_NOTICES.someSeries(shown, all) } as const] : []),
      ],
    };
  },
});

interface Series {
  sums: SeriesSum[];
  /** How many series there are, shown or not. */
  all: number;
}

/** The server adds up first, so that days are read of the series that are shown only. */
async function siteSeries(
  { counters, access, now }: CountersContext,
  days: { from: Day; to: Day },
  enterprises: readonly string[] | undefined,
  codes: readonly string[] | undefined,
  limit: number
): Promise<Series> {
  const request = { enterprises, ...days, now };
  const totals = await readSiteSums(counters, access, { ...request, codes });
  const ranked = topSites(totals.sums, totals.sites, totals.sums.length);
  const top = new Map(ranked.slice(0, limit).map((site) => [JSON.stringify([site.enterprise, site.code]), site]));
  const { sums } = await readSiteDays(counters, access, {
    ...request,
    codes: [...new Set([...top.values()].map(({ code }) => code))],
  });
  return {
    all: ranked.length,
    sums: sums.flatMap((sum) => {
      const site = top.get(JSON.stringify([sum.enterprise, sum.code]));
      return site ? [{ ...site, day: sum.day, entries: sum.entries, validRows: sum.validRows }] : [];
    }),
  };
}

async function enterpriseSeries(
  { counters, access, now }: CountersContext,
  days: { from: Day; to: Day },
  enterprises: readonly string[] | undefined,
  codes: readonly string[] | undefined
): Promise<Series> {
  const request = { enterprises, codes, ...days, now };
  const { sums } = await readEnterpriseDays(counters, access, request);
  const counted = sums.filter(({ entries }) => entries > 0);
  return {
    all: new Set(counted.map(({ enterprise }) => enterprise)).size,
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
