import type { CountersWorld, CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { daysFrom, plusDays, weekday, ZONE } from './plain-calendar.ts';

/*
 * The day itself as the specification defines it: loops over the raw rows, `Intl` for the clock on the wall, and nothing of
 * the product.
 */

export interface PlainToday {
  hourly: boolean;
  entries: number | null;
  usual: number | null;
  lastHour: number | null;
  /** Hour since which nothing comes; null when the shop is not reported. */
  silentSince: number | null;
}

interface Wall {
  day: string;
  hour: number;
}

const QUARTER_MS = 15 * 60_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall of a shop shows. */
function wallAt(at: number, zone: string): Wall {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', {
      ...{ timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' },
    });
  clocks.set(zone, clock);
  const text = clock.format(at);
  return { day: text.slice(0, 10), hour: Number(text.slice(11, 13)) };
}

/**
 * @param closed days on which a shop is closed
 */
export function plainToday(
  { counting }: CountersWorld,
  site: SiteRow,
  now: Date,
  rules: { graceMinutes: number; silentHours: number; closed: (day: string) => boolean }
): PlainToday {
  const zone = site.timezone ?? ZONE;
  const wall = wallAt(now.getTime(), zone);
  const valid = counting.filter(
    ({ enterprise, code, count }) =>
      enterprise === site.enterprise && code === site.code && count !== null && count >= 0
  );
  const hourOf = ({ day_date }: CountingRow): number => Number(day_date.slice(11, 13));
  const on = (day: string): CountingRow[] => valid.filter(({ day_date }) => day_date.startsWith(day));
  const past = [...new Set(valid.map(({ day_date }) => day_date.slice(0, 10)))]
    .filter((day) => day < wall.day && daysFrom(day, wall.day) <= 28)
    .sort();
  const recent = past.slice(-14);
  const hourlyDays = recent.filter((day) => new Set(on(day).map(hourOf)).size >= 3);
  const hourly = recent.length > 0 && hourlyDays.length / recent.length >= 0.8;
  if (!hourly) {
    return { hourly, entries: null, usual: null, lastHour: null, silentSince: null };
  }
  const soFar = on(wall.day).filter((row) => hourOf(row) < wall.hour);
  const sum = (rows: readonly CountingRow[]): number => rows.reduce((total, { count }) => total + (count ?? 0), 0);
  const mondays = past.filter((day) => weekday(day) === weekday(wall.day));
  const before = mondays.map((day) => sum(on(day).filter((row) => hourOf(row) < wall.hour)));
  const heard = on(wall.day)
    .map(hourOf)
    .filter((hour) => hour <= wall.hour);
  const lastHour = heard.length === 0 ? null : Math.max(...heard);
  return {
    hourly,
    entries: soFar.length === 0 ? null : sum(soFar),
    usual: before.length < 2 ? null : middle(before),
    lastHour,
    silentSince: silentSince(),
  };

  function silentSince(): number | null {
    const due = wallAt(now.getTime() - rules.graceMinutes * 60_000, zone);
    const existing = new Set(
      Array.from({ length: 30 * 4 }, (_, index) => wallAt(now.getTime() - index * QUARTER_MS, zone))
        .filter(({ day }) => day === wall.day)
        .map(({ hour }) => hour)
    );
    const expected = [...existing]
      .filter((hour) => due.day === wall.day && hour < due.hour && isExpected(hour))
      .sort((a, b) => a - b);
    const missed = expected.filter((hour) => lastHour === null || hour > lastHour);
    const last = missed.slice(-rules.silentHours);
    const busy = [7, 14, 21, 28]
      .map((days) => plusDays(wall.day, -days))
      .filter((day) => !rules.closed(day))
      .filter((day) => last.every((hour) => sum(on(day).filter((row) => hourOf(row) === hour)) > 0));
    const isSilent = !site.ignore && !rules.closed(wall.day) && missed.length >= rules.silentHours && busy.length >= 3;
    return isSilent ? (missed[0] ?? null) : null;
  }

  function isExpected(hour: number): boolean {
    if (site.open === null || site.close === null) {
      return (
        [7, 14, 21, 28].filter((days) => on(plusDays(wall.day, -days)).some((row) => hourOf(row) === hour)).length >= 3
      );
    }
    const [open, close] = [site.open, site.close].map(
      (text) => Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16))
    ) as [number, number];
    return Array.from({ length: 60 }, (_, minute) => hour * 60 + minute).every((minute) =>
      open < close ? minute >= open && minute < close : minute >= open || minute < close
    );
  }
}

/** The value with as many below it as above, or the mean of the two in the middle. */
function middle(values: readonly number[]): number {
  const rest = [...values];
  while (rest.length > 2) {
    rest.splice(rest.indexOf(Math.max(...rest)), 1);
    rest.splice(rest.indexOf(Math.min(...rest)), 1);
  }
  return rest.reduce((total, value) => total + value, 0) / rest.length;
}
