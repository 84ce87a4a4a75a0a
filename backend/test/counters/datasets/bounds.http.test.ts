import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { generateCounters } from '../../../../tests/fixtures/counters/generate.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import {
  COUNTERS_DATABASES,
  missing,
  sampleWorld,
  useCounters,
  USUAL_DATABASE,
  YESTERDAY,
} from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { send } from '../../support/server/server.ts';

const WORLD = sampleWorld();
/** Beyond the first and the last row of the sample, at 40 days of history and some oddities. */
const EVERYTHING = { from: '1000-01-02T00:00:00Z', to: '9998-12-30T00:00:00Z' };
const HISTORY = { from: '2024-05-31T22:00:00Z', to: '2024-07-31T22:00:00Z' };
/** As long as the most days of the strict application, and over at its end: the 24th has begun somewhere. */
const LAST_31_DAYS = { from: '2024-06-23T22:00:00Z', to: '2024-07-24T21:59:59Z' };
const QUESTIONS: readonly (readonly [dataset: string, params: object])[] = [
  ['counters.top_sites', { limit: 1_000 }],
  ['counters.top_sites', { comparable: true }],
  ['counters.entries', { by: 'enterprise', step: 'month', limit: 200 }],
  ['counters.entries', { limit: 200 }],
  ['counters.best_hours', {}],
  ['counters.heatmap', {}],
  ['counters.open_hours', {}],
  ['counters.annotations', { kind: 'zero' }],
  ['counters.coverage', {}],
];
/** They have a row for each site, whatever it sent. */
const LISTS_OF_SITES = new Set(['counters.coverage', 'counters.open_hours']);
const CUT = /The range is too long: only its last 31 days are taken into account, from 2024-06-24 on\./;

for (const name of COUNTERS_DATABASES) {
  describe(`ranges of the counters on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, WORLD);
    const counters = useCountersApp(() => test.database);
    const strict = useCountersApp(() => test.database, {
      rules: { counters: { ...DEFAULT_COUNTERS_RULES, maxDays: 31 } },
    });

    it('answers a range of nine thousand years as the days that have rows, without a word', async () => {
      const token = await counters.token();
      for (const [dataset, params] of QUESTIONS.filter(([, asked]) => !('comparable' in asked))) {
        const all = await counters.ask(token, dataset, params, EVERYTHING);
        const days = await counters.ask(token, dataset, params, HISTORY);
        assert.deepEqual(all.frames[0]?.data, days.frames[0]?.data, dataset);
        assert.ok((all.frames[0]?.data.values[0]?.length ?? 0) > 0, dataset);
        assert.deepEqual(all.frames[0]?.schema.meta.notices, days.frames[0]?.schema.meta.notices, dataset);
      }
    });

    it('cuts a range to its last days when there are more than the rules allow, and says so', async () => {
      const token = await strict.token();
      for (const [dataset, params] of QUESTIONS) {
        const cut = await strict.ask(token, dataset, params, EVERYTHING);
        const short = await strict.ask(token, dataset, params, LAST_31_DAYS);
        assert.deepEqual(cut.frames[0]?.data, short.frames[0]?.data, dataset);
        const [first, ...rest] =
          cut.frames[0]?.schema.meta.notices?.filter(({ text }) => !text.includes('clock stands still')) ?? [];
        assert.match(first?.text ?? '', CUT, dataset);
        assert.equal(first?.severity, 'warning');
        assert.deepEqual(
          rest,
          short.frames[0]?.schema.meta.notices?.filter(({ text }) => !text.includes('clock stands still')) ?? [],
          dataset
        );
      }
    });

    it('says nothing of days that are cut when the caller has no row on them', async () => {
      const token = await strict.token(['counters:read'], { enterprises: ['Nobody'] });
      for (const [dataset, params] of QUESTIONS) {
        const { frames } = await strict.ask(token, dataset, params, EVERYTHING);
        assert.doesNotMatch(JSON.stringify(frames[0]?.schema.meta.notices ?? []), /too long/, dataset);
      }
    });

    it('answers a range without any day of the data with nothing', async () => {
      const token = await counters.token();
      for (const range of [
        { from: '1000-01-02T00:00:00Z', to: '1969-12-30T00:00:00Z' },
        { from: '1980-01-01T00:00:00Z', to: '1985-12-31T00:00:00Z' },
        { from: '2031-01-01T00:00:00Z', to: '9998-12-31T00:00:00Z' },
      ]) {
        for (const [dataset, params] of QUESTIONS.filter(([dataset]) => !LISTS_OF_SITES.has(dataset))) {
          assert.deepEqual(await counters.rows(token, dataset, params, range), [], `${dataset} ${range.from}`);
        }
        const covered = await counters.rows(token, 'counters.coverage', {}, range);
        assert.equal(covered.length, WORLD.sites.length);
        assert.ok(covered.every((row) => row['counted'] === 0 && row['no_data'] === 0 && row['share'] === null));
        const open = await counters.rows(token, 'counters.open_hours', {}, range);
        assert.equal(open.length, WORLD.sites.length);
        assert.ok(open.every((row) => row['counted_days'] === 0 && row['entries'] === 0));
      }
    });
  });
}

/** Ninety days, so that the two months that every query may read are fewer. */
const LONG_WORLD = generateCounters({ seed: 62, lastDay: YESTERDAY, days: 90, sites: 12 });
const [MANY] = [...Map.groupBy(LONG_WORLD.sites, ({ enterprise }) => enterprise)]
  .map(([enterprise, sites]) => ({ enterprise, sites: sites.length }))
  .sort((a, b) => b.sites - a.sites);
const NINETY_DAYS = { from: '2024-04-24T22:00:00Z', to: '2024-07-24T21:59:59Z' };
/** With the 24th, which has begun. */
const LAST_62_DAYS = { from: '2024-05-23T22:00:00Z', to: '2024-07-24T21:59:59Z' };

for (const name of COUNTERS_DATABASES) {
  describe(`days of sites on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, LONG_WORLD);
    const under = (maxSiteDays: number) =>
      useCountersApp(() => test.database, { rules: { counters: { ...DEFAULT_COUNTERS_RULES, maxSiteDays } } });
    const few = under(62);
    const enough = under(100 * LONG_WORLD.sites.length);
    const forOne = under(100 * (MANY?.sites ?? 0));
    const notices = (result: { frames: { schema: { meta: { notices?: { text: string }[] } } }[] }): string =>
      JSON.stringify(result.frames[0]?.schema.meta.notices ?? []);

    it('cuts a range of many sites to its last two months, and names their number', async () => {
      const token = await few.token();
      for (const [dataset, params] of QUESTIONS) {
        const cut = await few.ask(token, dataset, params, NINETY_DAYS);
        const short = await few.ask(token, dataset, params, LAST_62_DAYS);
        assert.deepEqual(cut.frames[0]?.data, short.frames[0]?.data, dataset);
        assert.match(
          notices(cut),
          /The range is too long for \d+ counters: only its last 62 days are taken into account, from 2024-05-24 on\./,
          dataset
        );
        assert.doesNotMatch(notices(short), /too long/, dataset);
      }
    });

    it('leaves a range alone that the sites of the query allow, all of them or those of one enterprise', async () => {
      const all = await enough.ask(await enough.token(), 'counters.top_sites', {}, NINETY_DAYS);
      assert.doesNotMatch(notices(all), /too long/);
      const token = await forOne.token();
      const one = await forOne.ask(token, 'counters.top_sites', { enterprise: MANY?.enterprise }, NINETY_DAYS);
      assert.doesNotMatch(notices(one), /too long/);
      const own = await forOne.token(['counters:read'], { enterprises: [MANY?.enterprise ?? ''] });
      assert.doesNotMatch(notices(await forOne.ask(own, 'counters.top_sites', {}, NINETY_DAYS)), /too long/);
      assert.match(notices(await forOne.ask(token, 'counters.top_sites', {}, NINETY_DAYS)), /too long/);
    });
  });
}

describe('parameters of the counters', () => {
  const test = useCounters(USUAL_DATABASE, WORLD);
  const counters = useCountersApp(() => test.database);

  it('refuses a search that is longer than any column', async () => {
    const result = await counters.ask(await counters.token(), 'counters.sites', { search: 'mot '.repeat(20_000) });
    assert.equal(result.status, 400);
    assert.equal(
      result.error,
      'parameter `search` of dataset counters.sites holds 80000 characters, and 255 are the most: shorten it'
    );
  });

  it('tells in the catalogue how long texts and lists may be', async () => {
    const { body } = await send<{ datasets: { name: string; parameters: Record<string, unknown>[] }[] }>(
      `${counters.app.url}/v1/datasets`,
      { token: await counters.token() }
    );
    const { parameters } = body.datasets.find(({ name }) => name === 'counters.sites') ?? { parameters: [] };
    const [enterprise, search] = ['enterprise', 'search'].map((name) => parameters.find((one) => one['name'] === name));
    assert.deepEqual([enterprise?.['maxLength'], enterprise?.['maxItems']], [500, 2_000]);
    assert.deepEqual([search?.['maxLength'], search?.['maxItems']], [255, undefined]);
  });
});
