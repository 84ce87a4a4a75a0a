import { DateTime } from 'luxon';

import { zoneNamed } from '../domain/clock/zone.ts';
import type { Locale } from '../domain/rules/locale.ts';
import type { Tone } from './document.ts';

/** How a language writes figures and dates. */
export interface Formats {
  count(value: number): string;
  /** `+12,3 %`; a dash for null. */
  change(percent: number | null): string;
  /** Of a share from 0 to 1; a dash for null. */
  share(value: number | null): string;
  /** `22/07/2024`. */
  day(day: string): string;
  /** `novembre 2026`. */
  month(day: string): string;
  /** `1 décembre 2026 à 07:00`. */
  instant(at: Date, timezone: string): string;
  /** `2 j 4 h`; a dash for null. */
  duration(seconds: number | null): string;
}

const NONE = '–';

export function formatsOf(language: Locale): Formats {
  const integer = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const signed = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const units = language === 'fr-FR' ? { d: 'j', h: 'h', m: 'min' } : { d: 'd', h: 'h', m: 'min' };
  const local = (day: string): DateTime => DateTime.fromISO(day, { zone: 'utc', locale: language });
  return {
    count: (value) => integer.format(value),
    change: (value) => (value === null ? NONE : signed.format(value / 100)),
    share: (value) => (value === null ? NONE : percent.format(value)),
    day: (day) => local(day).toLocaleString(DateTime.DATE_SHORT),
    month: (day) => local(day).toLocaleString({ month: 'long', year: 'numeric' }),
    instant: (at, timezone) =>
      DateTime.fromJSDate(at, { zone: zoneNamed(timezone) })
        .setLocale(language)
        .toLocaleString({ ...DateTime.DATE_FULL, hour: '2-digit', minute: '2-digit' }),
    duration(seconds) {
      if (seconds === null) {
        return NONE;
      }
      const minutes = Math.round(seconds / 60);
      const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
      if (days > 0) {
        return `${days} ${units.d} ${hours} ${units.h}`;
      }
      return hours > 0 ? `${hours} ${units.h} ${minutes % 60} ${units.m}` : `${minutes} ${units.m}`;
    },
  };
}

/** More is good. */
export function toneOf(percent: number | null): Tone {
  return percent === null || Math.abs(percent) < 0.05 ? 'plain' : percent > 0 ? 'good' : 'bad';
}

/** Letters and digits of a name, for a file. */
export function slug(name: string): string {
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'rapport'
  );
}
