import assert from 'node:assert/strict';
import test from 'node:test';

import { holidayCheck, holidayRegions } from './holidays.ts';

/** Article L3133-1 of the French Code du travail, for 2026. */
const FRANCE_2026 = [
  ['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08', '2026-05-14', '2026-05-25'],
  ['2026-07-14', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'],
].flat();

function daysOf2026(isHoliday: (day: string) => boolean): string[] {
  return Array.from({ length: 365 }, (_, offset) =>
    new Date(Date.UTC(2026, 0, 1 + offset)).toISOString().slice(0, 10)
  ).filter(isHoliday);
}

test('France has its eleven public holidays', () => {
  assert.deepEqual(daysOf2026(holidayCheck({ country: 'FR' })), FRANCE_2026);
});

test('Alsace and Moselle rest on Good Friday and 26 December too', () => {
  for (const region of ['57', '67', '68']) {
    assert.deepEqual(
      daysOf2026(holidayCheck({ country: 'FR', region })),
      [...FRANCE_2026, '2026-04-03', '2026-12-26'].sort()
    );
  }
});

test('a holiday of several days closes each of them', () => {
  const isHoliday = holidayCheck({ country: 'CN' });
  assert.deepEqual(['2026-09-30', '2026-10-01', '2026-10-02'].map(isHoliday), [false, true, true]);
});

test('what is known of a country', () => {
  assert.deepEqual(holidayRegions('FR')?.includes('67'), true);
  assert.equal(holidayRegions('France'), undefined);
  assert.equal(holidayRegions('toString'), undefined);
});
