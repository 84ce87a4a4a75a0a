import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { Counters } from '../../../src/counters/counters.ts';
import { readFirstDays, readLastDays } from '../../../src/counters/entries/edge-days.ts';
import { readSiteDays, readSiteSums } from '../../../src/counters/entries/entries.ts';
import { readHours } from '../../../src/counters/entries/hours.ts';
import { siteKeyText } from '../../../src/counters/entries/order.ts';
import { createSiteClock } from '../../../src/counters/entries/timezones.ts';
import { topSites } from '../../../src/counters/figures/top.ts';
import { readQuality } from '../../../src/counters/quality/quality.ts';
import { readEnterprises, readSites, type Site } from '../../../src/counters/sites/sites.ts';
import { createClosures } from '../../../src/counters/verdicts/closures.ts';
import { judgeDay } from '../../../src/counters/verdicts/verdicts.ts';
import type { Access } from '../../../src/domain/access/access.ts';
import { addDays } from '../../../src/domain/clock/calendar.ts';
import {
  accessTo,
  COUNTERS_DATABASES,
  missing,
  NOW,
  sampleWorld,
  useCounters,
  YESTERDAY,
} from '../../support/counters/counters.ts';
import { createReference } from '../../support/counters/counters-reference.ts';
import { readEnterpriseDays } from '../../support/counters/day-tables.ts';

const JOINED = { enterprises: [{ name: 'BASH', alsoWritten: ['bash '] }] };
const ALL = accessTo('all');
const MONTH = { from: '2024-06-24', to: '2024-07-31', now: NOW };

/** Rows whose names equal a site's under a forgiving collation and are not the site's; on days it has no row of its own. */
const LOOKALIKES = [
  { enterprise: 'BASH', code: 'MIXED', day_date: '2024-07-01 00:00:00', count: 1 },
  { enterprise: 'bash', code: 'mixed', day_date: '2024-07-02 00:00:00', count: 9_000 },
  { enterprise: 'BASH', code: 'MIXED ', day_date: '2024-07-03 00:00:00', count: 10 },
  { enterprise: 'Bâsh', code: 'MIXED', day_date: '2024-07-04 00:00:00', count: 9_000 },
];

function world() {
  const { sites, counting } = sampleWorld();
  const template = sites[0];
  assert.ok(template);
  return {
    sites: [...sites, { ...template, enterprise: 'BASH', code: 'MIXED', timezone: 'Europe/Paris', ignore: 0 }],
    counting: [...counting, ...LOOKALIKES],
  };
}

const WORLD = world();
const REFERENCE = createReference(WORLD, NOW);
const todayOf = ({ zone }: Site): string => createSiteClock(NOW).today(zone);
const ENTERPRISES = [...new Set(WORLD.sites.map((site) => site.enterprise))];

async function top(counters: Counters, access: Access, enterprises?: string[]): Promise<[string, number][]> {
  const { sites, sums } = await readSiteSums(counters, access, { ...MONTH, enterprises });
  return topSites(sums, sites, 10).map(({ enterprise, code, entries }) => [`${enterprise}/${code}`, entries]);
}

for (const name of COUNTERS_DATABASES) {
  describe(`reading the counters on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, WORLD);

    it('lists the enterprises that have a site, exactly as they are written', async () => {
      const sorted = [...ENTERPRISES].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      assert.deepEqual(await readEnterprises(test.under(), ALL), sorted);
      assert.deepEqual(
        await readEnterprises(test.under(JOINED), ALL),
        sorted.filter((enterprise) => enterprise !== 'bash ')
      );
      assert.deepEqual(await readEnterprises(test.under(), accessTo(['APRIL', 'Pimkie'])), ['APRIL', 'Pimkie']);
    });

    it('shows an enterprise its own sites and nothing that only looks like it', async () => {
      for (const enterprise of ENTERPRISES) {
        const expected = WORLD.sites.filter((site) => site.enterprise === enterprise).map((site) => site.code);
        const sites = await readSites(test.under(), accessTo([enterprise]));
        assert.deepEqual(sites.map((site) => site.code).sort(), expected.sort(), enterprise);
      }
      for (const lookalike of ['bash', 'BASH ', ' BASH', 'april', 'Hôtel De La Trémoille', 'CASI  PSE', '']) {
        assert.deepEqual(await readSites(test.under(), accessTo([lookalike])), [], lookalike);
      }
    });

    it('lets a query narrow the rights and never widen them', async () => {
      const { sites, sums } = await readSiteSums(test.under(), accessTo(['APRIL']), {
        ...MONTH,
        enterprises: ['BASH', 'APRIL', 'april '],
      });
      assert.deepEqual([...new Set(sites.map((site) => site.enterprise))], ['APRIL']);
      assert.deepEqual([...new Set(sums.map((sum) => sum.enterprise))], ['APRIL']);
      assert.deepEqual((await readSiteSums(test.under(), accessTo([]), MONTH)).sums, []);
    });

    it('takes every value as a value', async () => {
      const attacks = ["' OR '1'='1", "BASH' -- ", 'BASH\\', '%', '_', '") or 1=1 #', "\\' or 1=1 -- "];
      for (const attack of attacks) {
        assert.deepEqual(await readSites(test.under(), ALL, [attack]), [], attack);
        const { sums } = await readSiteSums(test.under(), ALL, { ...MONTH, codes: [attack] });
        assert.deepEqual(sums, [], attack);
      }
    });

    it('finds the top 10 an independent computation finds', async () => {
      assert.deepEqual(await top(test.under(), ALL), REFERENCE.top(ENTERPRISES, MONTH.from, MONTH.to, 10));
      for (const enterprise of ENTERPRISES) {
        const expected = REFERENCE.top([enterprise], MONTH.from, MONTH.to, 10);
        assert.deepEqual(await top(test.under(), accessTo([enterprise])), expected, enterprise);
        assert.deepEqual(await top(test.under(), ALL, [enterprise]), expected, enterprise);
      }
    });

    it('counts a code unknown to sites, and labels it so; not an enterprise unknown to sites', async () => {
      const { sites, sums } = await readSiteSums(test.under(), ALL, MONTH);
      const best = topSites(sums, sites, 1)[0];
      assert.deepEqual([best?.label, best?.enterprise], ['UNKNOWN (inconnu)', 'CASI PSE']);
      assert.equal(
        sums.some((sum) => sum.enterprise === 'Enseigne fantôme'),
        false
      );
    });

    it('keeps leading zeros apart', async () => {
      const { sums } = await readSiteSums(test.under(), ALL, { ...MONTH, to: MONTH.from, codes: ['1', '01', '0001'] });
      assert.deepEqual(
        sums
          .filter((sum) => sum.enterprise === 'CASI PSE')
          .map((sum) => [sum.code, sum.entries])
          .sort(),
        [
          ['0001', 3],
          ['01', 2],
          ['1', 1],
        ]
      );
    });

    it('keeps rows apart whose names a collation takes for one', async () => {
      const request = { ...MONTH, enterprises: ['BASH'] };
      const { sums } = await readSiteSums(test.under(), ALL, request);
      const mixed = sums.filter((sum) => sum.code.trim() === 'MIXED').map((sum) => [sum.code, sum.entries]);
      assert.deepEqual(Object.fromEntries(mixed), { MIXED: 1, 'MIXED ': 10 });
      const days = (await readSiteDays(test.under(), ALL, { ...request, codes: ['MIXED'] })).sums;
      assert.deepEqual(
        days.map(({ day, entries }) => [day, entries]),
        [['2024-07-01', 1]]
      );
      const mixedSite = (await readSites(test.under(), ALL)).filter((site) => site.code === 'MIXED');
      const last = await readLastDays(test.under(), ALL, mixedSite, todayOf);
      assert.deepEqual([...last.values()], ['2024-07-01']);
    });

    it('joins the spellings the rules name', async () => {
      const joined = await top(test.under(JOINED), accessTo(['BASH']));
      assert.ok(joined.every(([site]) => site.startsWith('BASH/')));
      const { sums } = await readSiteSums(test.under(JOINED), accessTo(['BASH']), { ...MONTH, codes: ['PADDED'] });
      const expected = REFERENCE.entries('bash ', 'PADDED', MONTH.from, MONTH.to);
      assert.deepEqual(
        sums.map(({ enterprise, code, entries }) => ({ enterprise, code, entries })),
        [{ enterprise: 'BASH', code: 'PADDED', entries: expected }]
      );
      assert.deepEqual(
        (await readSiteSums(test.under(), accessTo(['BASH']), { ...MONTH, codes: ['PADDED'] })).sums,
        []
      );
    });

    it('leaves out invalid rows and counts them apart', async () => {
      const day = { ...MONTH, from: YESTERDAY, to: YESTERDAY, enterprises: ['Pimkie'] };
      const { sums } = await readSiteDays(test.under(), ALL, day);
      const rowsOf = (code: string) =>
        sums.filter((sum) => sum.code === code).map((sum) => [sum.entries, sum.validRows, sum.invalidRows]);
      assert.deepEqual(rowsOf('NULL-COUNT'), [[0, 0, 1]]);
      assert.deepEqual(rowsOf('NEGATIVE-COUNT'), [[0, 0, 1]]);
      assert.deepEqual(rowsOf('HALF-VALID'), [[9, 1, 1]]);
    });

    it('never counts rows after a site’s today, which is not the same day everywhere', async () => {
      const future = { ...MONTH, to: '2025-12-31', enterprises: ['APRIL'], codes: ['FUTURE'] };
      const { sums } = await readSiteSums(test.under(), ALL, future);
      assert.equal(sums[0]?.entries, REFERENCE.entries('APRIL', 'FUTURE', MONTH.from, YESTERDAY));
      const at = (now: Date) =>
        readSiteDays(test.under(), ALL, { ...MONTH, from: YESTERDAY, now, enterprises: ['Valeor'] });
      // 21 July 10:30 UTC: the 22nd has begun in Kiritimati and nowhere else.
      const begun = await at(new Date('2024-07-21T10:30:00Z'));
      assert.deepEqual(
        begun.sums.map((sum) => sum.code),
        ['ZONE-FIRST']
      );
      const sumsThen = await readSiteSums(test.under(), ALL, {
        ...MONTH,
        from: YESTERDAY,
        now: new Date('2024-07-21T10:30:00Z'),
        enterprises: ['Valeor'],
      });
      assert.deepEqual(
        sumsThen.sums.map((sum) => [sum.code, sum.entries]),
        [['ZONE-FIRST', 5]]
      );
    });

    it('gives enterprises by day what their sites give', async () => {
      const [byDay, bySite] = await Promise.all([
        readEnterpriseDays(test.under(), MONTH),
        readSiteDays(test.under(), ALL, MONTH),
      ]);
      const sum = (list: { enterprise: string; day: string; entries: number }[]) => {
        const sums: Record<string, number> = {};
        for (const { enterprise, day, entries } of list) {
          sums[`${enterprise} ${day}`] = (sums[`${enterprise} ${day}`] ?? 0) + entries;
        }
        return sums;
      };
      const received = bySite.sums.filter(({ validRows }) => validRows > 0);
      assert.deepEqual(sum(byDay), sum(received));
      assert.equal(byDay.length, Object.keys(sum(byDay)).length);
    });

    it('judges yesterday as an independent reading of the rules does', async () => {
      const sites = await readSites(test.under(), ALL);
      const clock = createSiteClock(NOW);
      const rules = { clock, closures: createClosures([], test.under().names), graceHours: 6 };
      const { sums } = await readSiteDays(test.under(), ALL, { from: '2024-07-21', to: '2024-07-24', now: NOW });
      const received = new Map(sums.map((sum) => [siteKeyText(sum) + sum.day, sum]));
      const seen = new Set<string>();
      for (const row of WORLD.sites) {
        const site = sites.find((one) => one.enterprise === row.enterprise && one.code === row.code);
        assert.ok(site);
        const day = addDays(clock.today(site.zone), -1);
        const verdict = judgeDay(rules, site, day, received.get(siteKeyText(site) + day));
        assert.equal(verdict, REFERENCE.verdict(row, REFERENCE.yesterday(row)), `${row.enterprise}/${row.code} ${day}`);
        seen.add(verdict);
      }
      assert.deepEqual([...seen].sort(), ['counted', 'ignored', 'no_data', 'unfinished', 'zero']);
    });

    it('finds the first and the last day with a valid row', async () => {
      const sites = await readSites(test.under(), ALL);
      const [first, last] = [
        await readFirstDays(test.under(), ALL, sites, todayOf),
        await readLastDays(test.under(), ALL, sites, todayOf),
      ];
      for (const row of WORLD.sites) {
        const key = siteKeyText(row);
        const edges = first.has(key) ? [first.get(key), last.get(key)] : undefined;
        assert.deepEqual(edges, REFERENCE.edges(row), key);
      }
      assert.equal(
        (await readFirstDays(test.under(), accessTo(['APRIL']), sites, todayOf)).has(
          siteKeyText({ enterprise: 'BASH', code: 'HOURLY' })
        ),
        false
      );
    });

    it('adds up the hours of hourly site-days alone', async () => {
      const day = { ...MONTH, from: YESTERDAY, to: YESTERDAY, enterprises: ['BASH'] };
      const codes = ['HOURLY', 'MIXED', 'REPEATED-MIDNIGHT'];
      assert.deepEqual(
        (await readHours(test.under(), ALL, { ...day, codes })).map(({ hour, entries, sites }) => [
          hour,
          entries,
          sites,
        ]),
        [
          [0, 35, 1],
          [9, 14, 2],
          [10, 14, 2],
          [11, 14, 2],
          [14, 14, 2],
          [15, 14, 2],
        ]
      );
      const twoHours = { ...day, enterprises: ['Pimkie'], codes: ['HALF-VALID', 'NULL-COUNT'] };
      assert.deepEqual(await readHours(test.under(), ALL, twoHours), []);
    });

    it('names what is odd, with its count', async () => {
      const quality = await readQuality(test.under(), NOW);
      const invalid = WORLD.counting.filter((row) => row.count === null || row.count < 0);
      assert.equal(quality.rows, WORLD.counting.length);
      assert.equal(quality.invalidRows.nulls, invalid.filter((row) => row.count === null).length);
      assert.equal(quality.invalidRows.negatives, invalid.filter((row) => row.count !== null).length);
      assert.deepEqual(
        quality.invalidRows.sites.map((site) => site.code),
        ['HALF-VALID', 'NEGATIVE-COUNT', 'NULL-COUNT']
      );
      assert.deepEqual(quality.unknownCodes, {
        rows: 41,
        sites: [
          { enterprise: 'BASH', code: 'MIXED ' },
          { enterprise: 'CASI PSE', code: 'UNKNOWN' },
        ],
      });
      assert.deepEqual(quality.unknownEnterprises, { rows: 42, names: ['Bâsh', 'Enseigne fantôme', 'bash'] });
      assert.deepEqual(quality.futureRows, { rows: 2, sites: [{ enterprise: 'APRIL', code: 'FUTURE' }] });
      assert.deepEqual(quality.timezones, {
        empty: ['ZONE-EMPTY', 'ZONE-NULL'].map((code) => ({ enterprise: 'Valeor', code })),
        unknown: ['ZONE-OFFSET', 'ZONE-WRONG'].map((code) => ({ enterprise: 'Valeor', code })),
      });
      assert.deepEqual(quality.alikeEnterprises, [
        ['BASH', 'bash '],
        ['Hotel de la Tremoille', 'Hôtel de la Trémoille'],
      ]);
      assert.deepEqual(quality.repeatedMidnights, {
        days: 35,
        siteDays: 1,
        sites: [{ enterprise: 'BASH', code: 'REPEATED-MIDNIGHT' }],
      });
      assert.deepEqual((await readQuality(test.under(JOINED), NOW)).alikeEnterprises.length, 1);
    });
  });
}
