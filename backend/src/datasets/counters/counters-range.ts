import { boundRange } from '../../counters/entries/bounded-range.ts';
import { calendarRange, type Day } from '../../domain/clock/calendar.ts';
import type { Notice } from '../engine/rows.ts';
import type { CountersContext } from './counters-dataset.ts';
import { COUNTERS_NOTICES } from './counters-texts.ts';

/**
 * The days that a panel's range asks for, bounded to what there can be, to `counters.maxDays` and to `counters.maxSiteDays`, and
 * a notice when some were left out.
 */
export async function countersRange(
  { counters, access, now, range, timezone }: CountersContext,
  enterprises: readonly string[] | undefined
): Promise<{ days: { from: Day; to: Day }; notices: Notice[] }> {
  const asked = calendarRange(range, timezone);
  const { from, to, cut } = await boundRange(counters, access, { ...asked, now, enterprises });
  return {
    days: { from, to },
    notices: cut ? [{ severity: 'warning', text: COUNTERS_NOTICES.cutRange(cut, from) }] : [],
  };
}
