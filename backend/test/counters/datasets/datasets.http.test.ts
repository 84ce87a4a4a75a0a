import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import type { SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { addDays } from '../../../src/domain/clock/calendar.ts';
import {
  COUNTERS_DATABASES,
  missing,
  NOW,
  sampleWorld,
  useCounters,
  YESTERDAY,
} from '../../support/counters/counters.ts';
import { type CountersRow, useCountersApp } from '../../support/counters/counters-app.ts';
import { createReference } from '../../support/counters/counters-reference.ts';

const WORLD = sampleWorld();
const REFERENCE = createReference(WORLD, NOW);
const ENTERPRISES = [...new Set(WORLD.sites.map((site) => site.enterprise))];
const RANGE = { from: '2024-06-30T22:00:00Z', to: '2024-07-31T21:59:59.999Z' };
const MONTH = { from: '2024-07-01', to: '2024-07-31' };

const keyOf = (row: CountersRow | SiteRow): string => `${row.enterprise}/${row.code}`;
const byText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const sitesOf = (enterprises: readonly string[]): SiteRow[] =>
  WORLD.sites.filter((site) => enterprises.includes(site.enterprise));

for (const name of COUNTERS_DATABASES) {
  describe(`datasets of the counters over HTTP on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, WORLD);
    const counters = useCountersApp(() => test.database);

    it('counters.enterprises and counters.sites list what is in the table', async () => {
      const token = await counters.token();
      const names = (await counters.rows(token, 'counters.enterprises')).map((row) => row['enterprise']);
      assert.deepEqual(names, ENTERPRISES.toSorted(byText));
      const rows = await counters.rows(token, 'counters.sites');
      assert.deepEqual(rows.map(keyOf).sort(), WORLD.sites.map(keyOf).sort());
      const odd = rows.find((row) => row['code'] === 'OVERNIGHT');
      assert.deepEqual(odd, {
        enterprise: 'CASI PSE',
        code: 'OVERNIGHT',
        ip: '198.51.100.7',
        country: 'France',
        city: 'Rouen',
        open: '18:00',
        close: '02:00',
        timezone: 'Europe/Paris',
        operational: true,
        reason: null,
        last_update: Date.parse('2023-11-02T07:00:00Z'),
      });
    });

    it('counters.sites searches each column, and all of them', async () => {
      const token = await counters.token();
      const codes = async (params: object) =>
        (await counters.rows(token, 'counters.sites', params)).map((row) => String(row['code']));
      assert.deepEqual(await codes({ code: 'zone-f', city: 'ROUEN' }), ['ZONE-FIRST']);
      assert.deepEqual(await codes({ search: 'tremoille no-accent rouen' }), ['NO-ACCENT']);
      assert.deepEqual(await codes({ enterprise: ['Valeor'], timezone: 'PACIFIC/P', code: 'zone' }), ['ZONE-LAST']);
      const broken = await counters.rows(token, 'counters.sites', { operational: 'false' });
      assert.equal(broken.length, WORLD.sites.filter((site) => (site.ignore ?? 0) !== 0).length);
    });

    it('counters.status counts operational sites', async () => {
      const token = await counters.token();
      for (const enterprise of [undefined, ...ENTERPRISES]) {
        const sites = enterprise === undefined ? WORLD.sites : sitesOf([enterprise]);
        const broken = sites.filter((site) => (site.ignore ?? 0) !== 0).length;
        const rows = await counters.rows(token, 'counters.status', { enterprise });
        assert.deepEqual(
          rows.map(({ state, count, share }) => [state, count, share]),
          [
            ['operational', sites.length - broken, (sites.length - broken) / sites.length],
            ['not_operational', broken, broken / sites.length],
          ]
        );
        assert.equal(
          rows.reduce((sum, row) => sum + Number(row['percent']) * 10, 0),
          1000
        );
      }
    });

    it('counters.top_sites is the top of an independent computation', async () => {
      const token = await counters.token();
      for (const enterprises of [[], ...ENTERPRISES.map((enterprise) => [enterprise])]) {
        const rows = await counters.rows(token, 'counters.top_sites', { enterprise: enterprises }, RANGE);
        const known = enterprises.length === 0 ? ENTERPRISES : enterprises;
        assert.deepEqual(
          rows.map((row) => [keyOf(row), row['entries']]),
          REFERENCE.top(known, MONTH.from, MONTH.to, 10)
        );
      }
      const withoutRange = await counters.rows(token, 'counters.top_sites', { limit: 3 });
      assert.deepEqual(
        withoutRange.map((row) => row['entries']),
        REFERENCE.top(ENTERPRISES, '2024-07-01', '2024-07-23', 3).map(([, entries]) => entries)
      );
    });

    it('counters.top_sites on comparable days leaves out the days that some site lacks, and says which', async () => {
      const token = await counters.token();
      const params = { enterprise: 'Pimkie', limit: 4, comparable: true };
      const { frames } = await counters.ask(token, 'counters.top_sites', params, RANGE);
      const top = REFERENCE.top(['Pimkie'], MONTH.from, MONTH.to, 4).map(([key]) => key.split('/'));
      const sites = WORLD.sites.filter((site) => top.some(([e, code]) => e === site.enterprise && code === site.code));
      const days = Array.from({ length: 23 }, (_, index) => addDays(MONTH.from, index));
      const isCompared = (day: string): boolean =>
        sites.every((site) => ['counted', 'zero'].includes(REFERENCE.verdict(site, day)));
      const compared = days.filter(isCompared);
      assert.ok(compared.length > 0 && compared.length < days.length);
      const expected = sites
        .map((site) => [
          keyOf(site),
          compared.reduce((sum, day) => sum + REFERENCE.entries(site.enterprise, site.code, day, day), 0),
        ])
        .sort((a, b) => Number(b[1]) - Number(a[1]));
      const values = frames[0]?.data.values ?? [];
      assert.deepEqual(
        values[0]?.map((enterprise, index) => [`${enterprise}/${values[1]?.[index]}`, values[4]?.[index]]),
        expected
      );
      const notice = frames[0]?.schema.meta.notices?.map(({ text }) => text).join() ?? '';
      assert.ok(
        notice.includes(`${compared.length} day(s) compared, ${days.length - compared.length} excluded`),
        notice
      );
      const excluded = days.find((day) => !isCompared(day)) ?? '';
      assert.ok(notice.includes(excluded), notice);
    });

    it('counters.verdicts judge each site as an independent computation does', async () => {
      const token = await counters.token();
      const rows = await counters.rows(token, 'counters.verdicts');
      assert.equal(rows.length, WORLD.sites.length);
      for (const day of [undefined, YESTERDAY, '2024-07-23', '2024-07-10', '2024-08-01']) {
        for (const row of await counters.rows(token, 'counters.verdicts', { day })) {
          const site = WORLD.sites.find((one) => keyOf(one) === keyOf(row));
          assert.ok(site);
          const expectedDay = day ?? REFERENCE.yesterday(site);
          assert.deepEqual(
            [row['day'], row['verdict']],
            [expectedDay, REFERENCE.verdict(site, expectedDay)],
            keyOf(row)
          );
        }
      }
    });

    it('counters.zero_alerts says the sentence, word for word', async () => {
      const token = await counters.token();
      for (const kind of ['zero', 'no_data']) {
        const expected = WORLD.sites
          .filter((site) => REFERENCE.verdict(site, REFERENCE.yesterday(site)) === kind)
          .map(keyOf);
        const rows = await counters.rows(token, 'counters.zero_alerts', { kind });
        assert.ok(rows.length > 0);
        assert.deepEqual(rows.map(keyOf).sort(), expected.sort());
      }
      const sentences: Record<string, string> = {
        zero: 'a fait 0 entrée le 22/07/2024',
        no_data: "n'a envoyé aucune donnée le 22/07/2024",
      };
      for (const [kind, end] of Object.entries(sentences)) {
        const rows = await counters.rows(token, 'counters.zero_alerts', { kind, day: YESTERDAY });
        for (const { enterprise, message, day, date, entries } of rows) {
          assert.equal(message, `Le compteur de l'entreprise ${String(enterprise).trim()} ${end}`);
          assert.deepEqual([day, date, entries], [YESTERDAY, '23/07/2024', kind === 'zero' ? 0 : null]);
        }
      }
    });

    it('counters.alert_states has one row for every site, with exactly one number', async () => {
      const token = await counters.token();
      for (const kind of ['zero', 'no_data', 'drop']) {
        const { frames } = await counters.ask(token, 'counters.alert_states', { kind });
        const types = frames[0]?.schema.fields.map(({ type }) => type);
        assert.deepEqual(types, ['string', 'string', 'string', 'number']);
        const rows = await counters.rows(token, 'counters.alert_states', { kind });
        assert.deepEqual(rows.map(keyOf).sort(), WORLD.sites.map(keyOf).sort());
        assert.ok(rows.every((row) => Object.values(row).every((value) => value !== null)));
        if (kind !== 'drop') {
          const firing = rows.filter((row) => row['value'] === 1).map(keyOf);
          const expected = (await counters.rows(token, 'counters.zero_alerts', { kind })).map(keyOf);
          for (const key of expected) {
            assert.ok(firing.includes(key), key);
          }
        }
      }
    });

    it('counters.alert_states tells the day it judged: the one before yesterday while yesterday is not over', async () => {
      const token = await counters.token();
      const rows = await counters.rows(token, 'counters.alert_states', { value: 'day' });
      const offsets = rows.map((row) => {
        const site = WORLD.sites.find((one) => keyOf(one) === keyOf(row));
        assert.ok(site);
        const yesterday = REFERENCE.yesterday(site);
        const back = REFERENCE.verdict(site, yesterday) === 'unfinished' ? 1 : 0;
        assert.equal(row['value'], Date.parse(yesterday) / 1000 - back * 86_400, keyOf(row));
        return back;
      });
      assert.deepEqual([...new Set(offsets)].sort(), [0, 1]);
    });

    it('counters.entries adds up days, weeks and months', async () => {
      const token = await counters.token();
      const daily = await counters.rows(token, 'counters.entries', { enterprise: 'BASH', code: '001' }, RANGE);
      const site = WORLD.sites.find((one) => one.enterprise === 'BASH' && one.code === '001');
      assert.ok(daily.length > 10);
      for (const row of daily) {
        // Midnight in Paris, in summer.
        const day = new Date(Number(row['time']) + 2 * 3_600_000).toISOString();
        assert.ok(day.endsWith('T00:00:00.000Z'));
        const expected = REFERENCE.entries('BASH', '001', day.slice(0, 10), day.slice(0, 10));
        assert.deepEqual([row['entries'], row['label']], [expected, `001 · ${site?.city}`]);
      }
      for (const step of ['week', 'month']) {
        const rows = await counters.rows(token, 'counters.entries', { by: 'enterprise', step, limit: 50 }, RANGE);
        for (const enterprise of ENTERPRISES) {
          const total = rows
            .filter((row) => row['enterprise'] === enterprise)
            .reduce((sum, row) => sum + Number(row['entries']), 0);
          const expected = REFERENCE.top([enterprise], MONTH.from, MONTH.to, 1_000);
          assert.equal(
            total,
            expected.reduce((sum, [, entries]) => sum + entries, 0),
            `${enterprise} by ${step}`
          );
        }
      }
      const { frames } = await counters.ask(token, 'counters.entries', { limit: 2 }, RANGE);
      assert.match(frames[0]?.schema.meta.notices?.map(({ text }) => text).join() ?? '', /2 of \d+ series/);
    });

    it('counters.compare adds up plainly, and over the sites that have both days', async () => {
      const token = await counters.token();
      const on = ({ enterprise, code }: SiteRow, day: string): number => REFERENCE.entries(enterprise, code, day, day);
      const rows = await counters.rows(token, 'counters.compare');
      for (const site of WORLD.sites) {
        const row = rows.find((one) => keyOf(one) === keyOf(site));
        assert.deepEqual(
          [row?.['day'], row?.['entries'], row?.['entries_week_before'], row?.['entries_year_before']],
          [YESTERDAY, on(site, YESTERDAY), on(site, '2024-07-15'), 0],
          keyOf(site)
        );
      }
      for (const row of await counters.rows(token, 'counters.compare', { by: 'enterprise' })) {
        const both = sitesOf([String(row['enterprise'])]).filter((site) =>
          [YESTERDAY, '2024-07-15'].every((day) =>
            WORLD.counting.some(
              (one) => keyOf(one as never) === keyOf(site) && one.day_date.startsWith(day) && (one.count ?? -1) >= 0
            )
          )
        );
        const unknown = row['enterprise'] === 'CASI PSE' ? 1 : 0;
        assert.equal(row['comparable_sites'], both.length + unknown, String(row['enterprise']));
        assert.equal(
          row['comparable_entries'],
          both.reduce((sum, site) => sum + on(site, YESTERDAY), unknown * 2_000)
        );
      }
      const today = await counters.rows(token, 'counters.compare', { by: 'enterprise', day: '2024-07-23' });
      assert.ok(today.every((row) => row['unfinished'] === true));
    });

    it('counters.heatmap looks at hourly site-days alone', async () => {
      const token = await counters.token();
      const rows = await counters.rows(token, 'counters.heatmap', { enterprise: 'BASH', code: 'HOURLY' }, RANGE);
      assert.deepEqual(
        rows,
        [9, 10, 11, 14, 15].map((hour) => ({ weekday: 1, hour, entries: 7, mean: 7 }))
      );
      assert.deepEqual(await counters.rows(token, 'counters.heatmap', { code: 'ZONE-NULL' }, RANGE), []);
    });

    it('counters.coverage of an enterprise adds up the days of its counters', async () => {
      const token = await counters.token();
      const sites = await counters.rows(token, 'counters.coverage', {}, RANGE);
      const rows = await counters.rows(token, 'counters.coverage', { by: 'enterprise' }, RANGE);
      const names = [...new Set(sites.map(({ enterprise }) => enterprise))];
      assert.deepEqual(
        rows.map(({ enterprise }) => enterprise),
        names
      );
      for (const row of rows) {
        const own = sites.filter(({ enterprise }) => enterprise === row['enterprise']);
        const sum = (name: string) => own.reduce((total, site) => total + Number(site[name]), 0);
        const arrived = sum('counted') + sum('zero');
        const expected = arrived + sum('no_data');
        const days = (name: string) => own.flatMap((site) => (site[name] === null ? [] : [String(site[name])])).sort();
        assert.deepEqual(row, {
          enterprise: row['enterprise'],
          code: null,
          city: null,
          counted: sum('counted'),
          zero: sum('zero'),
          no_data: sum('no_data'),
          share: expected === 0 ? null : arrived / expected,
          first_day: days('first_day')[0] ?? null,
          last_day: days('last_day').at(-1) ?? null,
          silent_days: null,
        });
      }
    });

    it('counters.verdicts gives those alone that are asked for', async () => {
      const token = await counters.token();
      const all = await counters.rows(token, 'counters.verdicts');
      for (const wanted of [['zero'], ['no_data', 'zero'], ['closed', 'ignored', 'counted', 'unfinished']]) {
        assert.deepEqual(
          await counters.rows(token, 'counters.verdicts', { verdict: wanted }),
          all.filter(({ verdict }) => wanted.includes(String(verdict)))
        );
      }
      const refused = await counters.ask(token, 'counters.verdicts', { verdict: ['silent'] });
      assert.equal(refused.status, 400);
    });

    it('counters.coverage tells what share of the expected days arrived, and who is silent', async () => {
      const token = await counters.token();
      const rows = await counters.rows(token, 'counters.coverage', {}, RANGE);
      for (const site of WORLD.sites) {
        const row = rows.find((one) => keyOf(one) === keyOf(site));
        const edges = REFERENCE.edges(site);
        const yesterday = REFERENCE.yesterday(site);
        const first = edges === undefined ? '9999' : edges[0] > MONTH.from ? edges[0] : MONTH.from;
        const days = Array.from({ length: 31 }, (_, index) => addDays(MONTH.from, index)).filter(
          (day) => day >= first && day <= yesterday
        );
        const count = (verdict: string): number =>
          days.filter((day) => REFERENCE.verdict(site, day) === verdict).length;
        const arrived = count('counted') + count('zero');
        const expected = arrived + count('no_data');
        assert.deepEqual(
          [row?.['counted'], row?.['zero'], row?.['no_data'], row?.['share'], row?.['first_day'], row?.['last_day']],
          [
            count('counted'),
            count('zero'),
            count('no_data'),
            expected === 0 ? null : arrived / expected,
            edges?.[0] ?? null,
            edges?.[1] ?? null,
          ],
          keyOf(site)
        );
        const silent = REFERENCE.verdict(site, yesterday) === 'no_data' && edges !== undefined;
        const days_ = silent ? (Date.parse(yesterday) - Date.parse(edges[1])) / 86_400_000 : null;
        assert.equal(row?.['silent_days'], days_, keyOf(site));
      }
    });
  });
}
