import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { fixedClock } from '../../../src/domain/clock/clock.ts';
import { type ClosureRule, DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { NOW, sampleWorld, useCounters, USUAL_DATABASE } from '../../support/counters/counters.ts';
import { type CountersRow, useCountersApp } from '../../support/counters/counters-app.ts';
import { midnightInParis, plusDays } from '../../support/counters/plain-calendar.ts';

/** Days at zero that the sample has few of: two shops of Pimkie on one day, one of them on the next. */
const WORLD = withZeros(sampleWorld());
const RANGE = { from: '2024-06-30T22:00:00Z', to: '2024-07-31T21:59:59.999Z' };
const CLOSED: ClosureRule[] = [
  { enterprise: 'BASH', code: '001', from: '2024-06-20', to: '2024-07-03', reason: 'Travaux' },
  { enterprise: 'Pimkie', from: '2024-07-08', to: '2024-07-08' },
  { enterprise: 'APRIL', weekly: [7] },
  { enterprise: '*', siteCountries: ['France', 'FR'], holidays: { country: 'FR' } },
  { enterprise: 'BASH', siteCountries: ['France'], holidays: { country: 'FR', region: '67' } },
];

function withZeros(world: ReturnType<typeof sampleWorld>) {
  const zero = ['001 2024-07-09', '002 2024-07-09', '002 2024-07-10', '003 2024-07-08'];
  const isZero = ({ enterprise, code, day_date }: { enterprise: string; code: string; day_date: string }) =>
    enterprise === 'Pimkie' && zero.includes(`${code} ${day_date.slice(0, 10)}`);
  const kept = world.counting.filter((row) => !isZero(row));
  const added = zero.map((text) => ({
    ...{ enterprise: 'Pimkie', code: text.slice(0, 3), day_date: `${text.slice(4)} 00:00:00`, count: 0 },
  }));
  const sites = world.sites.map((site) => (isPimkie(site) ? { ...site, ignore: 0, city: null } : site));
  return { sites, counting: [...kept, ...added] };
}

function isPimkie({ enterprise, code }: SiteRow): boolean {
  return enterprise === 'Pimkie' && ['001', '002', '003'].includes(code);
}

const day = ({ time }: CountersRow): string => new Date(Number(time) + 2 * 3_600_000).toISOString().slice(0, 10);

describe('counters.annotations', () => {
  const test = useCounters(USUAL_DATABASE, WORLD);
  const rules = { counters: { ...DEFAULT_COUNTERS_RULES, closed: CLOSED } };
  const counters = useCountersApp(() => test.database, { clock: fixedClock(NOW), rules });
  const ask = async (params: object, enterprises?: string[]) =>
    counters.rows(
      await counters.token(['counters:read'], enterprises && { enterprises }),
      'counters.annotations',
      params,
      RANGE
    );

  it('tell declared closures with their days in the range, and whose they are', async () => {
    const rows = await ask({ kind: 'closure' });
    assert.deepEqual(rows, [
      {
        time: midnightInParis('2024-07-01'),
        time_end: midnightInParis('2024-07-04') - 1,
        title: 'Fermeture : Travaux',
        text: `BASH : 001 · ${WORLD.sites.find(({ enterprise, code }) => enterprise === 'BASH' && code === '001')?.city}`,
        tags: 'closure',
      },
      {
        time: midnightInParis('2024-07-08'),
        time_end: midnightInParis('2024-07-09') - 1,
        title: 'Fermeture',
        text: 'Pimkie',
        tags: 'closure',
      },
    ]);
  });

  it('tell a public holiday once, by its name in the language asked for', async () => {
    const [french, ...others] = await ask({ kind: 'holiday' });
    assert.deepEqual(
      [french?.['title'], day(french!), others],
      ['Jour férié : Fête Nationale de la France', '2024-07-14', []]
    );
    const [english] = await ask({ kind: 'holiday', language: 'en' });
    assert.match(String(english?.['title']), /^Public holiday: /);
    assert.match(String(english?.['text']), /more$/);
  });

  it('tell the days at zero as the verdicts have them, a mark for each day and enterprise', async () => {
    const rows = (await ask({ kind: 'zero', enterprise: 'Pimkie' })).filter(({ title }) => title !== undefined);
    const token = await counters.token();
    for (let date = '2024-07-01'; date <= '2024-07-22'; date = plusDays(date, 1)) {
      const params = { enterprise: 'Pimkie', day: date, verdict: 'zero' };
      const verdicts = await counters.rows(token, 'counters.verdicts', params);
      const marks = rows.filter((row) => day(row) === date);
      assert.equal(marks.length, verdicts.length === 0 ? 0 : 1, date);
      for (const { code } of verdicts.slice(0, 5)) {
        assert.ok(String(marks[0]?.['text']).includes(String(code)), `${date} ${String(code)}`);
      }
    }
    const ninth = rows.find((row) => day(row) === '2024-07-09');
    assert.deepEqual([ninth?.['title'], ninth?.['text']], ['2 compteurs à zéro', 'Pimkie : 001, 002']);
    // Closed on that day, so that its zero is none.
    assert.equal(
      rows.some((row) => day(row) === '2024-07-08'),
      false
    );
  });

  it('show a tenant what concerns its own sites alone', async () => {
    const rows = await ask({}, ['Pimkie']);
    assert.ok(rows.length >= 4);
    assert.ok(
      rows.every(({ text }) => String(text).startsWith('Pimkie')),
      JSON.stringify(rows)
    );
    assert.deepEqual(await ask({ enterprise: 'BASH' }, ['Pimkie']), []);
    assert.equal(
      (await ask({}, ['Pimkie'])).some(({ title }) => String(title).includes('Travaux')),
      false
    );
  });

  it('leave out the first ones of too many, and say so', async () => {
    const all = await ask({});
    const { frames } = await counters.ask(await counters.token(), 'counters.annotations', { limit: 2 }, RANGE);
    assert.deepEqual(
      frames[0]?.data.values[0],
      all.slice(-2).map(({ time }) => time)
    );
    assert.match(JSON.stringify(frames[0]?.schema.meta.notices), new RegExp(`2 of ${all.length} annotations`));
  });
});
