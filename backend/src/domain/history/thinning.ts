import { DateTime } from 'luxon';

import { zoneNamed } from '../clock/zone.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Age up to which every snapshot is kept. */
export const KEEP_ALL_MS = 2 * DAY_MS;
/** Age up to which the last snapshot of each hour is kept; older ones: the last of each day. */
export const KEEP_HOURLY_MS = 30 * DAY_MS;

/**
 * The snapshots that can go: those with a later one in the same hour (from two days on) or the same local day (from thirty
 * days on). Thinning now and then leaves the same as thinning once.
 *
 * @param instants in ascending order, each once
 */
export function superfluousSnapshots(instants: readonly Date[], now: Date, timezone: string): Date[] {
  return instants.filter((instant, index) => {
    const next = instants[index + 1];
    const ageMs = now.getTime() - instant.getTime();
    if (next === undefined || ageMs <= KEEP_ALL_MS) {
      return false;
    }
    return ageMs <= KEEP_HOURLY_MS
      ? hourOf(instant) === hourOf(next)
      : dayOf(instant, timezone) === dayOf(next, timezone);
  });
}

const hourOf = (instant: Date): number => Math.floor(instant.getTime() / HOUR_MS);

const dayOf = (instant: Date, timezone: string): string =>
  DateTime.fromJSDate(instant, { zone: zoneNamed(timezone) }).toFormat('yyyy-MM-dd');
