/* The calendar of the plain figures: nothing of the product's. */

/** The time zone of requests, and of sites without one. */
export const ZONE = 'Europe/Paris';

const DAY_MS = 86_400_000;

const calendars = new Map<string, Intl.DateTimeFormat>();

export function localDay(at: Date, zone: string): string {
  const calendar = calendars.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  calendars.set(zone, calendar);
  return calendar.format(at);
}

export function plusDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysFrom(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

export function eachDay(from: string, to: string): string[] {
  return Array.from({ length: Math.max(0, daysFrom(from, to) + 1) }, (_, index) => plusDays(from, index));
}

export function weekday(day: string): number {
  return new Date(day).getUTCDay() || 7;
}

export function firstOf(day: string, step: 'day' | 'week' | 'month'): string {
  return step === 'day' ? day : step === 'week' ? plusDays(day, 1 - weekday(day)) : `${day.slice(0, 7)}-01`;
}

const CLOCK = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });

/** Midnight of Paris is 22:00 or 23:00 UTC of the day before. */
export function midnightInParis(day: string): number {
  const candidates = [Date.parse(day) - 2 * 3_600_000, Date.parse(day) - 3_600_000];
  return candidates.find((at) => CLOCK.format(at) === '00:00') ?? NaN;
}

export function min(a: string, b: string): string {
  return a < b ? a : b;
}

export function max(a: string, b: string): string {
  return a > b ? a : b;
}
