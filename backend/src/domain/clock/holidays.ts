import { createRequire } from 'node:module';

import type Library from 'date-holidays';

import type { HolidayCalendar } from '../rules/counters-rules.ts';

const DAY_MS = 86_400_000;

/**
 * Loaded with the first calendar: the holidays of all countries take 8 MB of the heap and 200 ms, which is nothing to have
 * where the rules name no calendar.
 */
const library = (): typeof Library => createRequire(import.meta.url)('date-holidays') as typeof Library;

/** Says whether a day (`YYYY-MM-DD`) is a public holiday. */
export type HolidayCheck = (day: string) => boolean;

/** What is known of a country's holidays: undefined for an unknown country, else the codes of its regions. */
export function holidayRegions(country: string): string[] | undefined {
  const Holidays = library();
  const calendar = new Holidays();
  return Object.hasOwn(calendar.getCountries(), country) ? Object.keys(calendar.getStates(country) ?? {}) : undefined;
}

/**
 * Public holidays only: bank, school and optional days close nothing. Each year's days are worked out once.
 * `region` adds what only that region has: Alsace and Moselle (`67`, `68`, `57`) rest on Good Friday and 26 December.
 */
export function holidayCheck(of: HolidayCalendar): HolidayCheck {
  const calendar = calendarOf(of);
  const years = new Map<string, ReadonlySet<string>>();
  return (day) => {
    const year = day.slice(0, 4);
    const days = years.get(year) ?? new Set(calendar.getHolidays(year).flatMap(daysOf));
    years.set(year, days);
    return days.has(day);
  };
}

/** Says what a public holiday is called, in a language (`fr`, `en`); undefined for any other day. */
export type HolidayName = (day: string, language: string) => string | undefined;

/** The names of a country's public holidays; those without one in the language have the country's own. */
export function holidayNames(calendar: HolidayCalendar): HolidayName {
  const known = calendarOf(calendar);
  const years = new Map<string, ReadonlyMap<string, string>>();
  return (day, language) => {
    const key = `${day.slice(0, 4)} ${language}`;
    const names =
      years.get(key) ??
      new Map(
        known
          .getHolidays(day.slice(0, 4), language)
          .flatMap((one) => daysOf(one).map((date) => [date, one.name] as const))
      );
    years.set(key, names);
    return names.get(day);
  };
}

function calendarOf({ country, region }: HolidayCalendar): Library {
  const Holidays = library();
  const options = { types: ['public' as const] };
  return region === undefined ? new Holidays(country, options) : new Holidays(country, region, options);
}

/** Some holidays last several days (the Chinese New Year); `date` names the first. */
function daysOf({ date, start, end }: { date: string; start: Date; end: Date }): string[] {
  const first = Date.parse(date.slice(0, 10));
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length }, (_, offset) => new Date(first + offset * DAY_MS).toISOString().slice(0, 10));
}
