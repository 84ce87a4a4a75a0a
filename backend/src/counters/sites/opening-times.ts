import type { Site } from './sites.ts';

const MINUTES_PER_HOUR = 60;

/** When a shop opens and closes, in minutes of its wall clock. */
export interface OpeningTimes {
  open: number;
  /** Not after `open` when the shop is open past midnight. */
  close: number;
}

/** The opening times of a site; undefined where it lacks one of the two. */
export function openingTimes({ open, close }: Pick<Site, 'open' | 'close'>): OpeningTimes | undefined {
  return open === null || close === null ? undefined : { open: minutes(open), close: minutes(close) };
}

/**
 * Whether the shop is open for a whole hour of a calendar day. Of a shop that is open past midnight, the first hours of a day
 * belong to the evening before; one that closes when it opens never closes.
 */
export function isOpenThrough({ open, close }: OpeningTimes, hour: number): boolean {
  const [start, end] = [hour * MINUTES_PER_HOUR, (hour + 1) * MINUTES_PER_HOUR];
  return open < close ? start >= open && end <= close : start >= open || end <= close;
}

/** @param time `HH:MM`. */
function minutes(time: string): number {
  const [hour, minute] = time.split(':').map(Number);
  return (hour ?? 0) * MINUTES_PER_HOUR + (minute ?? 0);
}
