import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { compareCodePoints } from '../../../src/counters/entries/order.ts';
import { changePercent, compareDays, comparedDays } from '../../../src/counters/figures/compare.ts';
import { coverageOf, coveredDays, silentDays } from '../../../src/counters/figures/coverage.ts';
import { topSites } from '../../../src/counters/figures/top.ts';
import { createEnterpriseNames, visibleEnterprises } from '../../../src/counters/sites/enterprises.ts';
import { alertDate, alertSentence } from '../../../src/counters/verdicts/sentences.ts';
import { addDays, calendarRange, daysBetween, eachDay, isDay, weekdayOf } from '../../../src/domain/clock/calendar.ts';

describe('alert sentences', () => {
  it('are the ones the company knows, word for word', () => {
    assert.equal(
      alertSentence('zero', 'BASH', '2024-07-22'),
      "Le compteur de l'entreprise BASH a fait 0 entrée le 22/07/2024"
    );
    assert.equal(
      alertSentence('no_data', ' BASH ', '2024-07-22'),
      "Le compteur de l'entreprise BASH n'a envoyé aucune donnée le 22/07/2024"
    );
    assert.equal(alertDate('2024-07-22'), '23/07/2024');
    assert.equal(alertDate('2024-12-31'), '01/01/2025');
  });
});

describe('calendar', () => {
  it('steps over months, years and leap days', () => {
    assert.deepEqual(
      [addDays('2024-02-28', 1), addDays('2024-03-01', -1), addDays('2024-12-31', 1)],
      ['2024-02-29', '2024-02-29', '2025-01-01']
    );
    assert.equal(daysBetween('2024-07-22', '2023-07-24'), -364);
    assert.deepEqual(eachDay('2024-02-28', '2024-03-01'), ['2024-02-28', '2024-02-29', '2024-03-01']);
    assert.deepEqual(eachDay('2024-03-02', '2024-03-01'), []);
    assert.deepEqual(['2024-07-22', '2024-07-28'].map(weekdayOf), [1, 7]);
  });

  it('knows which days exist', () => {
    assert.deepEqual(['2024-02-29', '2023-02-29', '2024-7-2', '2024-07-22T00:00', 'hier', ''].map(isDay), [
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('turns a range into dates in the zone of the request, both ends included', () => {
    const range = { from: new Date('2024-06-30T22:00:00Z'), to: new Date('2024-07-31T21:59:59Z') };
    assert.deepEqual(calendarRange(range, 'Europe/Paris'), { from: '2024-07-01', to: '2024-07-31' });
    assert.deepEqual(calendarRange(range, 'UTC'), { from: '2024-06-30', to: '2024-07-31' });
    assert.throws(() => calendarRange(range, 'Mars/Olympus_Mons'), RangeError);
  });
});

describe('order by code point', () => {
  it('puts characters beyond U+FFFF after all others, unlike UTF-16 units', () => {
    const names = ['\u{1F600}', '\uFF21', 'a', 'B', '', 'B '];
    assert.deepEqual(names.sort(compareCodePoints), ['', 'B', 'B ', 'a', '\uFF21', '\u{1F600}']);
  });

  it('agrees with comparing the lists of code points', () => {
    const points = (text: string): number[] => [...text].map((character) => character.codePointAt(0) ?? 0);
    const byPoints = (left: string, right: string): number => {
      const [a, b] = [points(left), points(right)];
      const at = a.findIndex((point, index) => point !== b[index]);
      return at === -1 ? a.length - b.length : (a[at] ?? 0) - (b[at] ?? -1);
    };
    const text = fc.string({ unit: 'grapheme', maxLength: 6 });
    fc.assert(
      fc.property(text, text, (left, right) => {
        assert.equal(Math.sign(compareCodePoints(left, right)), Math.sign(byPoints(left, right)));
      })
    );
  });
});

describe('top sites', () => {
  const sites = [
    { enterprise: 'BASH', code: '001', city: 'Lyon' },
    { enterprise: 'BASH', code: '002', city: ' ' },
    { enterprise: 'APRIL', code: '001', city: 'Paris' },
  ];

  it('orders by entries, then enterprise, then code; leaves out what has no entries', () => {
    const sums = [
      { enterprise: 'BASH', code: '002', entries: 5 },
      { enterprise: 'BASH', code: '001', entries: 5 },
      { enterprise: 'APRIL', code: '001', entries: 5 },
      { enterprise: 'BASH', code: 'X', entries: 9 },
      { enterprise: 'BASH', code: 'Y', entries: 0 },
    ];
    assert.deepEqual(
      topSites(sums, sites, 10).map(({ label, entries }) => [label, entries]),
      [
        ['X (inconnu)', 9],
        ['001 · Paris', 5],
        ['001 · Lyon', 5],
        ['002', 5],
      ]
    );
    assert.equal(topSites(sums, sites, 2).length, 2);
  });
});

describe('comparison', () => {
  it('looks at the same weekday a week and 52 weeks before', () => {
    assert.deepEqual(comparedDays('2024-07-22'), { weekBefore: '2024-07-15', yearBefore: '2023-07-24' });
    assert.deepEqual(['2024-07-22', '2024-07-15', '2023-07-24'].map(weekdayOf), [1, 1, 1]);
  });

  it('adds up plainly, and over the sites that have both days', () => {
    const rows = (entries: number) => ({ entries, validRows: 1 });
    const comparison = compareDays([
      { day: rows(10), weekBefore: rows(20), yearBefore: rows(30) },
      { day: rows(100), weekBefore: undefined, yearBefore: { entries: 0, validRows: 0 } },
      { day: rows(0), weekBefore: rows(5), yearBefore: undefined },
    ]);
    assert.deepEqual(comparison, {
      entries: 110,
      entriesWeekBefore: 25,
      entriesYearBefore: 30,
      week: { entries: 10, before: 25, sites: 2 },
      year: { entries: 10, before: 30, sites: 1 },
    });
    assert.equal(changePercent(comparison.week), -60);
    assert.equal(changePercent({ entries: 3, before: 0 }), null);
  });
});

describe('coverage', () => {
  it('is the share of expected site-days that arrived', () => {
    assert.deepEqual(coverageOf(['counted', 'zero', 'no_data', 'counted', 'closed', 'ignored', 'unfinished']), {
      counted: 2,
      zero: 1,
      noData: 1,
      share: 0.75,
    });
    assert.equal(coverageOf(['closed', 'unfinished']).share, null);
  });

  it('begins with the first valid row', () => {
    const range = { from: '2024-07-01', to: '2024-07-04' };
    assert.deepEqual(coveredDays(range, '2024-07-03'), ['2024-07-03', '2024-07-04']);
    assert.equal(coveredDays(range, '2020-01-01').length, 4);
    assert.deepEqual(coveredDays(range, null), []);
  });

  it('counts the silent days from the last valid row to yesterday', () => {
    assert.equal(silentDays('no_data', '2024-07-18', '2024-07-22'), 4);
    assert.equal(silentDays('zero', '2024-07-18', '2024-07-22'), null);
    assert.equal(silentDays('no_data', null, '2024-07-22'), null);
  });
});

describe('names of enterprises', () => {
  const names = createEnterpriseNames([{ name: 'BASH', alsoWritten: ['bash ', 'Ba&sh'] }]);

  it('join the spellings the rules name, and no others', () => {
    assert.deepEqual(['BASH', 'bash ', 'Ba&sh', 'Bash', 'APRIL'].map(names.canonical), [
      'BASH',
      'BASH',
      'BASH',
      'Bash',
      'APRIL',
    ]);
    assert.deepEqual(names.written('bash '), ['BASH', 'bash ', 'Ba&sh']);
    assert.deepEqual(names.written('Bash'), ['Bash']);
  });

  it('refuse one spelling in two companies', () => {
    const twice = [
      { name: 'BASH', alsoWritten: ['bash'] },
      { name: 'Other', alsoWritten: ['bash'] },
    ];
    assert.throws(() => createEnterpriseNames(twice), /'bash' belongs to two companies/);
  });

  it('let a query narrow the rights and never widen them', () => {
    assert.equal(visibleEnterprises(names, 'all'), 'all');
    assert.deepEqual(visibleEnterprises(names, 'all', ['APRIL']), ['APRIL']);
    assert.deepEqual(visibleEnterprises(names, ['BASH']), ['BASH', 'bash ', 'Ba&sh']);
    assert.deepEqual(visibleEnterprises(names, ['APRIL'], ['BASH', 'APRIL']), ['APRIL']);
    assert.deepEqual(visibleEnterprises(names, ['APRIL'], ['april', 'BASH']), []);
    assert.deepEqual(visibleEnterprises(names, ['APRIL'], []), []);
    assert.deepEqual(visibleEnterprises(names, []), []);
  });
});
