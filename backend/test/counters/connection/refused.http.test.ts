import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import {
  createCountersDatabase,
  type Mariadb,
  mariadbMissing,
  startMariadb,
} from '../../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { siteId } from '../../../src/counters/sites/site-identity.ts';
import type { Problem } from '../../../src/http/problem.ts';
import { sampleWorld } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { send } from '../../support/server/server.ts';

const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };
const RANGE = { from: '2024-07-01T00:00:00+02:00', to: '2024-07-22T23:59:59+02:00' };

describe('a counters database that says no', { skip: mariadbMissing() }, () => {
  let server: Mariadb;
  let database: CountersDatabase;
  before(async () => {
    server = await startMariadb(['--sql-mode=']);
    const url = await createCountersDatabase(server, 'shops', 'latin1_swedish_ci');
    const admin = await openCounters({ url });
    await admin.write((db) => loadCounters(db, sampleWorld()));
    await admin.close();
    await server.run(
      "create user reader@localhost identified by 'only'",
      'grant select, insert, update on shops.sites to reader@localhost',
      'grant select on shops.counting to reader@localhost'
    );
    database = await openCounters({ url: server.url('shops', { user: 'reader', password: 'only' }) });
  });
  after(async () => {
    await database.close();
    await server.close();
  });
  const counters = useCountersApp(() => database);

  it('has a value that the table cannot hold answered with 422 on its field, on a server that is not strict', async () => {
    const token = await counters.token(['counters:read', 'sites:write']);
    const sites = `${counters.app.url}/v1/sites`;
    const [site] = sampleWorld().sites;
    assert.ok(site);
    const created = { enterprise: 'BASH', code: 'NEW' };
    const writes: [method: string, url: string, body: object, field: string][] = [
      ['POST', sites, { ...created, enterprise: 'Łódź Sp.' }, 'enterprise'],
      ['POST', sites, { ...created, code: 'Ω' }, 'code'],
      ['POST', sites, { ...created, city: '東京' }, 'city'],
      ['PATCH', `${sites}/${siteId(site)}`, { city: 'Łódź' }, 'city'],
      ['PATCH', `${sites}/${siteId(site)}`, { operational: false, reason: '🏪' }, 'reason'],
    ];
    const before = await counters.rows(token, 'counters.sites');
    for (const [method, url, body, field] of writes) {
      const headers = { ...ADMIN, ...(method === 'PATCH' ? { 'if-match': '*' } : {}) };
      const answer = await send<Problem>(url, { method, token, body, headers });
      assert.deepEqual(
        [answer.status, answer.body.code, answer.body.errors?.map((error) => error.field)],
        [422, 'value_refused', [field]],
        answer.text
      );
      assert.match(answer.body.errors?.[0]?.text.fr ?? '', /caractère/);
    }
    assert.deepEqual(await counters.rows(token, 'counters.sites'), before);
  });

  it('has its own sentence in the panels, with the last good answer where there is one', async () => {
    const token = await counters.token(['counters:read']);
    const asked = await counters.ask(token, 'counters.entries', { by: 'site' }, RANGE);
    assert.equal(asked.status, 200);
    await server.run('revoke select on shops.counting from reader@localhost');
    const kept = await counters.ask(token, 'counters.entries', { by: 'site' }, RANGE);
    assert.deepEqual([kept.status, kept.frames[0]?.data], [200, asked.frames[0]?.data]);
    assert.match(
      (kept.frames[0]?.schema.meta.notices ?? []).map(({ text }) => text).join('\n'),
      /^The counters database does not let the user of COUNTERS_URL do this; .*\. Last good answer: .* ago/m
    );
    const never = await counters.ask(token, 'counters.heatmap', {}, RANGE);
    assert.equal(never.status, 403);
    assert.match(
      never.error ?? '',
      /^The counters database does not let the user of COUNTERS_URL do this; grant SELECT/
    );
    const [source] = await counters.rows(token, 'system.sources');
    assert.match(String(source?.['error']), /does not let the user/);
  });
});
