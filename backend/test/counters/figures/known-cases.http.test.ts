import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { CountersWorld, CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { COUNTERS_DATABASES, missing, useCounters, YESTERDAY } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';

const RANGE = { from: '2024-06-30T22:00:00Z', to: '2024-07-31T21:59:59.999Z' };
const TODAY = '2024-07-23';

function site(enterprise: string, code: string, rest: Partial<SiteRow> = {}): SiteRow {
  return {
    enterprise,
    code,
    ip_till: null,
    country: null,
    city: null,
    open: null,
    close: null,
    timezone: 'Europe/Paris',
    ignore: 0,
    ignore_reason: null,
    last_update: null,
    ...rest,
  };
}

function row(enterprise: string, code: string, day: string, count: number): CountingRow {
  return { enterprise, code, day_date: `${day} 00:00:00`, count };
}

/** Eleven enterprises of one site each, the first and the last of which many collations hold equal. */
function elevenEnterprises(): CountersWorld {
  const clients = Array.from({ length: 9 }, (_, index) => `Client 0${index}`);
  const keys = ['BASH', ...clients, 'bash '].map((name, index) => [name, String(index).padStart(3, '0')] as const);
  return {
    sites: keys.map(([name, code]) => site(name, code)),
    counting: keys.map(([name, code], index) => row(name, code, '2024-07-10', 100 - index)),
  };
}

/** A company under two spellings, and more codes than one statement takes. */
function joinedCompany(): CountersWorld {
  const codes = Array.from({ length: 60 }, (_, index) => String(index).padStart(3, '0'));
  return {
    sites: [...codes.map((code) => site('BASH', code)), site('bash ', 'P')],
    counting: [
      ...codes.map((code, index) => row('BASH', code, '2024-07-10', 100 + index)),
      row('bash ', 'P', '2024-07-10', 50),
    ],
  };
}

for (const name of COUNTERS_DATABASES) {
  describe(`enterprises whose spellings fold alike on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, elevenEnterprises());
    const counters = useCountersApp(() => test.database);

    it('count once in entries, top lists and by enterprise', async () => {
      const token = await counters.token();
      const expected = elevenEnterprises().counting.map(({ enterprise, code, count }) => [enterprise, code, count]);
      for (const [dataset, params] of [
        ['counters.top_sites', { limit: 20 }],
        ['counters.top_sites', { limit: 20, comparable: true }],
        ['counters.entries', { limit: 20, step: 'month' }],
      ] as const) {
        const rows = await counters.rows(token, dataset, params, RANGE);
        const got = rows.map(({ enterprise, code, entries }) => [enterprise, code, entries]);
        assert.deepEqual(
          got.sort((a, b) => Number(b[2]) - Number(a[2])),
          expected
        );
      }
      const codes = expected.map(([, code]) => code);
      const byEnterprise = await counters.rows(
        token,
        'counters.entries',
        { by: 'enterprise', step: 'month', code: codes, limit: 20 },
        RANGE
      );
      assert.deepEqual(
        byEnterprise
          .map(({ enterprise, entries }) => [enterprise, entries])
          .sort((a, b) => Number(b[1]) - Number(a[1])),
        expected.map(([enterprise, , entries]) => [enterprise, entries])
      );
    });
  });

  describe(`a company of two spellings on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, joinedCompany());
    const rules = { counters: { ...DEFAULT_COUNTERS_RULES, enterprises: [{ name: 'BASH', alsoWritten: ['bash '] }] } };
    const counters = useCountersApp(() => test.database, { rules });

    it('has the same total in entries as in the top list, whatever the limit', async () => {
      const token = await counters.token(['counters:read'], { enterprises: ['BASH'] });
      const total = async (dataset: string, params: object) =>
        (await counters.rows(token, dataset, params, RANGE)).reduce((sum, { entries }) => sum + Number(entries), 0);
      const sums = joinedCompany()
        .counting.map(({ count }) => count ?? 0)
        .sort((a, b) => b - a);
      for (const limit of [50, 60, 100]) {
        const expected = sums.slice(0, limit).reduce((sum, entries) => sum + entries, 0);
        assert.equal(await total('counters.top_sites', { limit }), expected, `top_sites ${limit}`);
        assert.equal(await total('counters.entries', { limit, step: 'month' }), expected, `entries ${limit}`);
      }
    });
  });

  describe(`silence up to yesterday on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, {
      sites: ['WOKE-UP', 'SILENT', 'NEW-TODAY', 'COUNTED'].map((code) => site('BASH', code)),
      counting: [
        row('BASH', 'WOKE-UP', '2024-07-15', 5),
        row('BASH', 'WOKE-UP', TODAY, 5),
        row('BASH', 'SILENT', '2024-07-20', 5),
        row('BASH', 'NEW-TODAY', TODAY, 5),
        row('BASH', 'COUNTED', YESTERDAY, 5),
        row('BASH', 'COUNTED', TODAY, 5),
      ],
    });
    const counters = useCountersApp(() => test.database);

    it('ignores rows of today', async () => {
      const rows = await counters.rows(await counters.token(), 'counters.coverage', {}, RANGE);
      assert.deepEqual(
        rows.map(({ code, last_day, silent_days }) => [code, last_day, silent_days]),
        [
          ['COUNTED', TODAY, null],
          ['NEW-TODAY', TODAY, null],
          ['SILENT', '2024-07-20', 2],
          ['WOKE-UP', TODAY, 7],
        ]
      );
    });
  });
}
