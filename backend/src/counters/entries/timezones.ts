import { type Day, dayAt, endOfDay } from '../../domain/clock/calendar.ts';
import { hourBounds } from '../../domain/clock/local-hours.ts';

/**
 * The IANA name a text means, in the database's own letters (` europe/paris ` → `Europe/Paris`), or undefined.
 * Outer spaces and case are forgiven. A name that ICU knows by an older one stays itself: `Asia/Kolkata`, not
 * `Asia/Calcutta`. Offsets such as `+14:00` are not names, though `Intl` takes them.
 */
export function ianaName(text: string): string | undefined {
  const name = text.trim();
  if (!/^[a-z]/i.test(name)) {
    return undefined;
  }
  try {
    const resolved = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    return resolved.toLowerCase() === name.toLowerCase() ? resolved : capitalised(name);
  } catch {
    return undefined;
  }
}

/** A name in the letters that such names have: `asia/kolkata` → `Asia/Kolkata`, `gmt` → `GMT`; capitals stay as they are. */
function capitalised(name: string): string {
  if (/[A-Z]/.test(name)) {
    return name;
  }
  return name.includes('/')
    ? name.replaceAll(/(?<=^|[/_-])[a-z]/g, (letter) => letter.toUpperCase())
    : name.toUpperCase();
}

/** The time zone a site lives in, and what is wrong with the one written, if anything. */
export interface SiteZone {
  zone: string;
  problem: 'empty' | 'unknown' | null;
}

/** Asking Intl costs tens of microseconds, and thousands of sites share a few texts. */
const names = new Map<string, string | null>();

/** A site's own time zone when it names one, else the rules' (`counters.timezone`). */
export function siteZone(written: string | null, fallback: string): SiteZone {
  const text = written?.trim() ?? '';
  if (text === '') {
    return { zone: fallback, problem: 'empty' };
  }
  const zone = remember(names, text, () => ianaName(text) ?? null);
  return zone === null ? { zone: fallback, problem: 'unknown' } : { zone, problem: null };
}

/** What the calendars of the world's sites say at one instant. */
export interface SiteClock {
  readonly now: Date;
  readonly today: (zone: string) => Day;
  /** Milliseconds since the day was over in that zone; negative when it is not over. */
  elapsedSinceMs(day: Day, zone: string): number;
  /** The beginnings of the hours of a day in that zone, and its end: `hourBounds`. */
  hours(day: Day, zone: string): readonly number[];
}

/** Answers are remembered, since thousands of sites share a few zones and days. */
export function createSiteClock(now: Date): SiteClock {
  const todays = new Map<string, Day>();
  const ends = new Map<string, number>();
  const bounds = new Map<string, readonly number[]>();
  return {
    now,
    today: (zone) => remember(todays, zone, () => dayAt(now, zone)),
    elapsedSinceMs: (day, zone) => now.getTime() - remember(ends, `${day} ${zone}`, () => endOfDay(day, zone)),
    hours: (day, zone) => remember(bounds, `${day} ${zone}`, () => hourBounds(day, zone)),
  };
}

function remember<T>(memory: Map<string, T>, key: string, compute: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) {
    return known;
  }
  const value = compute();
  memory.set(key, value);
  return value;
}
