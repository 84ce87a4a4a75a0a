import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { createSiteClock, ianaName, siteZone } from '../../../src/counters/entries/timezones.ts';
import { createEnterpriseNames } from '../../../src/counters/sites/enterprises.ts';
import { createClosures } from '../../../src/counters/verdicts/closures.ts';
import {
  type DayEntries,
  judgeDay,
  type JudgedSite,
  type Verdict,
  VERDICTS,
} from '../../../src/counters/verdicts/verdicts.ts';
import type { ClosureRule } from '../../../src/domain/rules/counters-rules.ts';

const NAMES = createEnterpriseNames([]);
const LYON: JudgedSite = {
  enterprise: 'BASH',
  code: '001',
  country: 'France',
  zone: 'Europe/Paris',
  operational: true,
};
const NOTHING = undefined;
const ZERO: DayEntries = { entries: 0, validRows: 1 };
const SOME: DayEntries = { entries: 12, validRows: 1 };

function judge(
  now: string,
  day: string,
  received: DayEntries | undefined,
  options: { site?: Partial<JudgedSite>; closed?: ClosureRule[]; graceHours?: number } = {}
): Verdict {
  const rules = {
    clock: createSiteClock(new Date(now)),
    closures: createClosures(options.closed ?? [], NAMES),
    graceHours: options.graceHours ?? 6,
  };
  return judgeDay(rules, { ...LYON, ...options.site }, day, received);
}

describe('verdict of a site-day', () => {
  const sundays: ClosureRule[] = [{ enterprise: 'BASH', weekly: [7] }];
  const cases: [what: string, expected: Verdict, actual: Verdict][] = [
    ['the day is not over', 'unfinished', judge('2024-07-22T21:59:59Z', '2024-07-22', SOME)],
    ['the day is over, entries came', 'counted', judge('2024-07-22T22:00:00Z', '2024-07-22', SOME)],
    ['the day is over, a zero came: no grace', 'zero', judge('2024-07-22T22:00:00Z', '2024-07-22', ZERO)],
    ['nothing came within the grace hours', 'unfinished', judge('2024-07-23T03:59:59Z', '2024-07-22', NOTHING)],
    ['nothing came, the grace is over', 'no_data', judge('2024-07-23T04:00:00Z', '2024-07-22', NOTHING)],
    [
      'only invalid rows came: as if none had',
      'no_data',
      judge('2024-07-23T10:00:00Z', '2024-07-22', { entries: 0, validRows: 0 }),
    ],
    ['tomorrow', 'unfinished', judge('2024-07-22T10:00:00Z', '2024-07-23', SOME)],
    [
      'ignored, zero',
      'ignored',
      judge('2024-07-23T10:00:00Z', '2024-07-22', ZERO, { site: { operational: false }, closed: sundays }),
    ],
    [
      'ignored, yet entries came',
      'counted',
      judge('2024-07-23T10:00:00Z', '2024-07-22', SOME, { site: { operational: false } }),
    ],
    [
      'ignored, within the grace',
      'unfinished',
      judge('2024-07-22T23:00:00Z', '2024-07-22', NOTHING, { site: { operational: false } }),
    ],
    ['closed on Sundays, zero', 'closed', judge('2024-07-23T10:00:00Z', '2024-07-21', ZERO, { closed: sundays })],
    ['closed on Sundays, silent', 'closed', judge('2024-07-23T10:00:00Z', '2024-07-21', NOTHING, { closed: sundays })],
    [
      'closed on Sundays, yet entries came',
      'counted',
      judge('2024-07-23T10:00:00Z', '2024-07-21', SOME, { closed: sundays }),
    ],
    ['no grace configured', 'no_data', judge('2024-07-22T22:00:00Z', '2024-07-22', NOTHING, { graceHours: 0 })],
  ];
  for (const [what, expected, actual] of cases) {
    it(`${expected}: ${what}`, () => assert.equal(actual, expected));
  }
});

describe('end of a day at the site', () => {
  /** The last millisecond of the day and the first after it, in UTC. */
  const ends: [zone: string, day: string, over: string, why: string][] = [
    ['Europe/Paris', '2024-03-31', '2024-03-31T22:00:00Z', 'spring forward: a day of 23 hours'],
    ['Europe/Paris', '2024-10-27', '2024-10-27T23:00:00Z', 'fall back: a day of 25 hours'],
    ['America/New_York', '2024-11-03', '2024-11-04T05:00:00Z', 'fall back in America'],
    ['America/Sao_Paulo', '2018-11-03', '2018-11-04T03:00:00Z', 'the next day has no midnight: it begins at 01:00'],
    ['America/Havana', '2024-11-02', '2024-11-03T04:00:00Z', 'the next day has two midnights: the first one counts'],
    ['Pacific/Kiritimati', '2024-07-22', '2024-07-22T10:00:00Z', 'first in the world, UTC+14'],
    ['Pacific/Pago_Pago', '2024-07-22', '2024-07-23T11:00:00Z', 'last in the world, UTC−11'],
    ['Pacific/Apia', '2011-12-29', '2011-12-30T10:00:00Z', 'Samoa skips the 30th over the date line'],
    ['Asia/Kathmandu', '2024-07-22', '2024-07-22T18:15:00Z', 'a quarter of an hour'],
  ];
  for (const [zone, day, over, why] of ends) {
    it(`${zone} ${day}: ${why}`, () => {
      const end = Date.parse(over);
      const at = (ms: number): Verdict => judge(new Date(ms).toISOString(), day, SOME, { site: { zone } });
      assert.deepEqual([at(end - 1), at(end)], ['unfinished', 'counted']);
    });
  }

  it('counts the grace in elapsed hours through a change of clocks', () => {
    // The 30th ends at 23:00 UTC; six elapsed hours later the wall clock says 07:00.
    assert.equal(judge('2024-03-31T04:59:59Z', '2024-03-30', NOTHING), 'unfinished');
    assert.equal(judge('2024-03-31T05:00:00Z', '2024-03-30', NOTHING), 'no_data');
  });
});

describe('today at the site', () => {
  it('is three dates at once around the date line', () => {
    const clock = createSiteClock(new Date('2024-07-22T10:30:00Z'));
    assert.deepEqual(['Pacific/Pago_Pago', 'Europe/Paris', 'Pacific/Kiritimati'].map(clock.today), [
      '2024-07-21',
      '2024-07-22',
      '2024-07-23',
    ]);
  });
});

describe('time zone of a site', () => {
  const cases: [written: string | null, zone: string, problem: string | null][] = [
    ['Europe/Paris', 'Europe/Paris', null],
    [' europe/PARIS ', 'Europe/Paris', null],
    ['utc', 'UTC', null],
    ['Etc/GMT+5', 'Etc/GMT+5', null],
    [null, 'Indian/Reunion', 'empty'],
    ['  ', 'Indian/Reunion', 'empty'],
    ['+14:00', 'Indian/Reunion', 'unknown'],
    ['-11:00', 'Indian/Reunion', 'unknown'],
    ['UTC+2', 'Indian/Reunion', 'unknown'],
    ['Mars/Olympus_Mons', 'Indian/Reunion', 'unknown'],
    ['Heure de Paris', 'Indian/Reunion', 'unknown'],
  ];
  for (const [written, zone, problem] of cases) {
    it(`${JSON.stringify(written)} → ${zone}`, () => {
      assert.deepEqual(siteZone(written, 'Indian/Reunion'), { zone, problem });
    });
  }

  it('keeps a name that ICU knows by an older one', () => {
    for (const [written, name] of [
      ['Asia/Kolkata', 'Asia/Kolkata'],
      ['asia/ho_chi_minh', 'Asia/Ho_Chi_Minh'],
      [' Europe/Kyiv ', 'Europe/Kyiv'],
      ['US/Eastern', 'US/Eastern'],
      ['gmt', 'GMT'],
      ['america/port_of_spain', 'America/Port_of_Spain'],
    ] as const) {
      assert.equal(ianaName(written), name);
      assert.deepEqual(siteZone(written, 'Europe/Paris'), { zone: name, problem: null });
    }
  });

  it('takes every name of the machine’s own list', () => {
    assert.deepEqual(
      Intl.supportedValuesOf('timeZone').filter((name) => ianaName(name) === undefined),
      []
    );
  });
});

describe('properties', () => {
  const zones = ['Europe/Paris', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York', 'Australia/Lord_Howe'];
  const facts = fc.record({
    now: fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
    back: fc.integer({ min: -2, max: 10 }),
    zone: fc.constantFrom(...zones),
    operational: fc.boolean(),
    closed: fc.boolean(),
    received: fc.option(fc.record({ entries: fc.nat(3), validRows: fc.nat(2) }), { nil: undefined }),
    graceHours: fc.integer({ min: 0, max: 48 }),
  });

  it('a site-day has the first verdict that holds, judged by an independent reading of the rules', () => {
    fc.assert(
      fc.property(facts, ({ now, back, zone, operational, closed, received, graceHours }) => {
        const day = new Date(now.getTime() - back * 86_400_000).toISOString().slice(0, 10);
        const given = received && {
          entries: received.validRows > 0 ? received.entries : 0,
          validRows: received.validRows,
        };
        const verdict = judge(now.toISOString(), day, given, {
          site: { zone, operational },
          closed: closed ? [{ enterprise: '*', from: day, to: day }] : [],
          graceHours,
        });
        const localDay = (at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at);
        const over = localDay(now) > day;
        const overForGrace = localDay(new Date(now.getTime() - graceHours * 3_600_000)) > day;
        const holds: Record<Verdict, boolean> = {
          unfinished: !over || (!overForGrace && (given?.validRows ?? 0) === 0),
          counted: (given?.entries ?? 0) > 0,
          ignored: !operational,
          closed,
          zero: (given?.validRows ?? 0) > 0,
          no_data: true,
        };
        assert.equal(
          verdict,
          VERDICTS.find((name) => holds[name])
        );
      }),
      { numRuns: 500 }
    );
  });
});
