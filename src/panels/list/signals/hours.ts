import { dateTimeFormat } from '@grafana/data';

/** A part of a day in minutes since midnight; one that ends before it begins goes on after midnight. */
interface Span {
  from: number;
  to: number;
}

/** In the order of ISO 8601. */
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type Weekday = (typeof WEEKDAYS)[number];

const DAY_MINUTES = 1440;

const SPAN = /^(\d{1,2})[:h](\d{2})\s*[-–]\s*(\d{1,2})[:h](\d{2})$/;

/**
 * Reads hours: `08:00-19:00`, several with commas, `22:00-06:00` over midnight. Empty: the whole day.
 *
 * @returns undefined when the text says no hours
 */
export function parseHours(text: string): Span[] | undefined {
  if (text.trim() === '') {
    return [{ from: 0, to: DAY_MINUTES }];
  }
  const spans = text.split(',').map((part) => parseSpan(part.trim()));
  return spans.every((span) => span !== undefined) ? spans : undefined;
}

function parseSpan(text: string): Span | undefined {
  const [, ...parts] = SPAN.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  const from = minutesOf(fromHour, fromMinute);
  const to = minutesOf(toHour, toMinute);
  return from === undefined || to === undefined || from === DAY_MINUTES || from === to ? undefined : { from, to };
}

/** 24:00 is the end of a day. */
function minutesOf(hour = NaN, minute = NaN): number | undefined {
  const minutes = hour * 60 + minute;
  return minute < 60 && minutes <= DAY_MINUTES ? minutes : undefined;
}

/**
 * Whether an instant lies in some hours. The part of a span after midnight belongs to the day on which it began.
 *
 * @param days - on which spans begin; none: every day
 * @param timeZone - as Grafana writes it: an IANA name, `utc` or `browser`
 */
export function isWithin(instant: number, spans: readonly Span[], days: readonly Weekday[], timeZone: string): boolean {
  const [day = 0, hour = 0, minute = 0] = dateTimeFormat(instant, { timeZone, format: 'E H m' }).split(' ').map(Number);
  const minutes = hour * 60 + minute;
  const dayBefore = day === 1 ? 7 : day - 1;
  const isOn = (isoDay: number) => days.length === 0 || days.includes(WEEKDAYS[isoDay - 1]!);
  return spans.some(({ from, to }) =>
    from < to
      ? isOn(day) && minutes >= from && minutes < to
      : (isOn(day) && minutes >= from) || (isOn(dayBefore) && minutes < to)
  );
}
