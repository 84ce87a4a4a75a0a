import type { CountersWorld, CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { eachDay, plusDays } from './plain-calendar.ts';

/* Shops in four time zones, with everything that makes the figures of a day hard. */

interface ShopOptions {
  enterprise?: string;
  zone?: string | null;
  open?: string | null;
  close?: string | null;
  ignore?: number;
  /** Hours with a row, of an hourly feed; none: one row a day. */
  hours?: readonly number[];
  /** Days on which the feed sends two hours alone, by their place in the list of days. */
  broken?: (index: number) => boolean;
  /** Hours that never have a row. */
  dead?: (hour: number) => boolean;
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const between = (from: number, to: number) => HOURS.filter((hour) => hour >= from && hour < to);

/** Codes say what is special. */
export const SHOPS: Readonly<Record<string, ShopOptions>> = {
  PARIS: { open: '10:00', close: '19:30', hours: between(10, 20) },
  'NEW-YORK': { zone: 'America/New_York', open: '09:00', close: '21:00', hours: between(9, 21) },
  TOKYO: { zone: 'Asia/Tokyo', open: '10:00', close: '20:00', hours: between(10, 20) },
  AUCKLAND: { zone: 'Pacific/Auckland', open: '09:00', close: '18:00', hours: between(9, 18) },
  DAILY: { open: '10:00', close: '19:00' },
  OVERNIGHT: { open: '18:00', close: '04:00', hours: [...between(0, 4), ...between(18, 24)] },
  'ALWAYS-OPEN': { open: '00:00', close: '00:00', hours: HOURS },
  'NO-HOURS': { zone: null, open: null, close: null, hours: between(9, 18) },
  'HALF-DEAD': { open: '09:00', close: '19:00', hours: between(9, 19), dead: (hour) => hour % 2 === 0 },
  'TWO-BAD-DAYS': { open: '09:00', close: '19:00', hours: between(9, 19), broken: (index) => index % 7 === 3 },
  'FOUR-BAD-DAYS': { open: '09:00', close: '19:00', hours: between(9, 19), broken: (index) => index % 4 === 3 },
  IGNORED: { open: '09:00', close: '19:00', hours: between(9, 19), ignore: 1 },
  LONDON: { enterprise: 'Pimkie', zone: 'Europe/London', open: '09:30', close: '17:30', hours: between(9, 18) },
  'PIMKIE-DAILY': { enterprise: 'Pimkie', open: '09:30', close: '17:30' },
};

/** Stretches of days around the changes of the clocks in Europe and America. */
export const STRETCHES = [
  ['2026-02-07', '2026-03-30'],
  ['2026-09-25', '2026-11-02'],
] as const;

/** Two data sets: other figures, other days that never came. */
export const SEEDS = [1, 2] as const;

export function todayWorld(seed: number): CountersWorld {
  const sites = Object.entries(SHOPS).map(([code, shop]) => siteRow(code, shop));
  const counting = Object.entries(SHOPS).flatMap(([code, shop]) =>
    STRETCHES.flatMap(([from, to]) =>
      eachDay(from, plusDays(to, 1)).flatMap((day, index) => rowsOf(seed, code, shop, day, index))
    )
  );
  return { sites, counting };
}

function siteRow(code: string, shop: ShopOptions): SiteRow {
  const { enterprise = 'BASH', zone = 'Europe/Paris', open = null, close = null, ignore = 0 } = shop;
  const moment = (time: string | null): string | null => (time === null ? null : `2000-01-01 ${time}:00`);
  return {
    ...{ enterprise, code, ip_till: null, country: 'France', city: code === 'PARIS' ? 'Paris' : null },
    ...{ open: moment(open), close: moment(close), timezone: zone, ignore, ignore_reason: null },
    last_update: '2026-01-01 00:00:00',
  };
}

function rowsOf(seed: number, code: string, shop: ShopOptions, day: string, index: number): CountingRow[] {
  const { enterprise = 'BASH', hours = [], broken, dead } = shop;
  const drawn = draw(`${seed} ${code} ${day}`);
  // Some days never come, and some hours have a row that is not valid.
  if (drawn % 19 === 0) {
    return [];
  }
  if (hours.length === 0) {
    return [{ enterprise, code, day_date: `${day} 00:00:00`, count: drawn % 400 }];
  }
  return hours
    .filter((hour) => dead?.(hour) !== true && (broken?.(index) !== true || hour === hours[0] || hour === hours[1]))
    .map((hour) => {
      const people = draw(`${seed} ${code} ${day} ${hour}`);
      const count = people % 43 === 0 ? null : people % 47 === 0 ? -3 : people % 5 === 0 ? 0 : people % 60;
      return { enterprise, code, day_date: `${day} ${String(hour).padStart(2, '0')}:00:00`, count };
    });
}

/** FNV-1a. */
function draw(text: string): number {
  return [...text].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0;
}
