import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { sql } from 'kysely';

import { examineCounters } from '../../../src/counters/quality/examination.ts';
import { checkCounters } from '../../../src/doctor/checks/counters.ts';
import { missing, NOW, sampleWorld, useCounters } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';

const DATASETS = [
  'counters.enterprises',
  'counters.sites',
  'counters.status',
  'counters.top_sites',
  'counters.entries',
  'counters.verdicts',
  'counters.zero_alerts',
  'counters.compare',
  'counters.annotations',
  'counters.best_hours',
  'counters.heatmap',
  'counters.open_hours',
  'counters.today',
  'counters.coverage',
];

describe('tables that allow NULL in their keys', { skip: missing('utf8mb4_general_ci') }, () => {
  const test = useCounters('utf8mb4_general_ci', sampleWorld());
  const counters = useCountersApp(() => test.database);
  let untouched: unknown[];

  const answers = async (): Promise<unknown[]> => {
    const token = await counters.token(['counters:read']);
    return Promise.all(DATASETS.map((dataset) => counters.rows(token, dataset)));
  };

  before(async () => {
    untouched = await answers();
    await test.database.write(async (db) => {
      for (const table of ['sites', 'counting']) {
        await sql`alter table ${sql.table(table)} drop primary key, modify enterprise varchar(50) null,
          modify code varchar(50) null`.execute(db);
      }
      await sql`insert into sites (enterprise, code) values (null, '001'), ('BASH', null), (null, null)`.execute(db);
      await sql`insert into counting (enterprise, code, day_date, \`count\`)
        values (null, '001', '2024-07-22', 5), ('BASH', null, '2024-07-22', 7)`.execute(db);
    });
  });

  it('leaves rows without a key out of every figure', async () => {
    assert.deepEqual(await answers(), untouched);
  });

  it('has the doctor count them', async () => {
    const checks = checkCounters(await examineCounters(test.under(), NOW));
    const found = checks.find(({ text }) => text.en.includes('(NULL)'));
    assert.equal(found?.state, 'warning');
    assert.match(found.text.en, /^3 rows of sites and 2 of counting have no enterprise or no code/);
    assert.match(found.text.fr, /^3 lignes de sites et 2 de counting/);
  });
});
