import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import { createCountersDatabase, mariadbMissing, ownName } from '../../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { loadCatalogue } from '../../../src/datasets/engine/catalogue.ts';
import { sampleWorld } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { mariadbServer } from '../../support/counters/mariadb.ts';
import { send } from '../../support/server/server.ts';

const RANGE = { from: '2024-07-01T00:00:00+02:00', to: '2024-07-22T23:59:59+02:00' };
/** A value that no row has, of characters that every table has. */
const UNKNOWN = 'ZZ-unknown';

for (const [collation, lacking] of [
  ['latin1_swedish_ci', ['Ω', '🏪', 'Łódź Sp.', '?']],
  ['utf8mb3_general_ci', ['🏪', 'BASH🏪', '𐍈']],
] as const) {
  describe(`values that a ${collation} table cannot hold`, { skip: mariadbMissing() }, () => {
    let database: CountersDatabase | undefined;
    before(async () => {
      database = await openCounters({
        url: await createCountersDatabase(await mariadbServer(), ownName(`lacking_${collation}`), collation),
      });
      await database.write((db) => loadCounters(db, sampleWorld()));
    });
    after(() => database?.close());
    const counters = useCountersApp(() => {
      assert.ok(database);
      return database;
    });

    it('find what any unknown value finds, in every parameter of every dataset, and leave the source well', async () => {
      const token = await counters.token();
      const good = await counters.rows(token, 'counters.entries', { by: 'site' }, RANGE);
      assert.ok(good.length > 0);
      const datasets = (await loadCatalogue()).list().filter(({ name }) => name.startsWith('counters.'));
      let asked = 0;
      for (const dataset of datasets) {
        for (const parameter of ['enterprise', 'code', 'country', 'city', 'search'] as const) {
          if (!(parameter in dataset.parameters)) {
            continue;
          }
          const ask = async (value: string) => {
            const list = await counters.ask(token, dataset.name, { [parameter]: [value] }, RANGE);
            return list.status === 400 ? counters.ask(token, dataset.name, { [parameter]: value }, RANGE) : list;
          };
          const expected = await ask(UNKNOWN);
          assert.equal(expected.status, 200, `${dataset.name} ${parameter}: ${expected.error}`);
          for (const value of lacking) {
            const got = await ask(value);
            asked += 1;
            assert.deepEqual(
              [got.status, got.error, got.frames.map(({ data }) => data)],
              [200, undefined, expected.frames.map(({ data }) => data)],
              `${dataset.name} ${parameter}=${value}`
            );
          }
        }
      }
      assert.ok(asked >= 10 * lacking.length, `${asked} questions`);
      for (const value of lacking) {
        for (const parameter of ['enterpriseName', 'enterprise', 'code', 'city', 'search']) {
          const url = `${counters.app.url}/v1/sites?${parameter}=${encodeURIComponent(value)}`;
          const list = await send<{ total: number }>(url, { token });
          assert.deepEqual([list.status, list.body.total], [200, 0], `${parameter}=${value}`);
        }
        const tenant = await counters.token(['counters:read'], { enterprises: [value] });
        assert.deepEqual(await counters.rows(tenant, 'counters.sites', {}, RANGE), [], value);
        assert.deepEqual(await counters.rows(tenant, 'counters.top_sites', {}, RANGE), [], value);
      }
      const [source] = await counters.rows(token, 'system.sources');
      assert.deepEqual([source?.['state'], source?.['error']], ['ok', null]);
      assert.deepEqual(await counters.rows(token, 'counters.entries', { by: 'site' }, RANGE), good);
    });
  });
}
