import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { siteId } from '../../../src/counters/sites/site-identity.ts';
import { useCounters } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { send } from '../../support/server/server.ts';

const SITE = {
  enterprise: 'BASH',
  code: '001',
  ip_till: null,
  country: 'France',
  city: 'Lyon',
  open: '2000-01-01 09:00:00',
  close: '2000-01-01 19:00:00',
  timezone: 'Europe/Paris',
  ignore: 0,
  ignore_reason: null,
  last_update: null,
};
const COUNT = { enterprise: 'BASH', code: '001', day_date: '2024-07-22 10:00:00', count: 40 };
const WORLD = {
  sites: [SITE, { ...SITE, enterprise: 'APRIL', code: '7', city: 'Lille' }],
  counting: [COUNT, { ...COUNT, enterprise: 'APRIL', code: '7', count: 30 }],
};
const RANGE = { from: '2024-07-20T22:00:00Z', to: '2024-07-23T21:59:59Z' };
const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

describe('lists of sites that are kept for some seconds', () => {
  const test = useCounters('PGlite', WORLD);
  const counters = useCountersApp(() => test.database, { keepAnswers: true });
  const top = async (token: string) =>
    (await counters.rows(token, 'counters.top_sites', {}, RANGE)).map(({ label, entries }) => [label, entries]);
  const patch = async (body: object) => {
    const { status } = await send(`${counters.app.url}/v1/sites/${siteId(SITE)}`, {
      method: 'PATCH',
      token: await counters.token(['counters:read', 'sites:write']),
      body,
      headers: { ...ADMIN, 'if-match': '*' },
    });
    assert.equal(status, 200);
  };

  it('go to no caller with other rights', async () => {
    const all = await counters.token();
    const bash = await counters.token(['counters:read'], { enterprises: ['BASH'] });
    const april = await counters.token(['counters:read'], { enterprises: ['APRIL'] });
    for (const time of ['read', 'kept']) {
      const lines = [
        ['001 · Lyon', 40],
        ['7 · Lille', 30],
      ];
      assert.deepEqual(await top(all), lines, time);
      assert.deepEqual(await top(bash), lines.slice(0, 1), time);
      assert.deepEqual(await top(april), lines.slice(1), time);
    }
  });

  it('are forgotten with a change through Vigie, and bring what something else has changed with it', async () => {
    const token = await counters.token();
    await top(token);
    await test.database.write(async (db) => {
      await db.updateTable('sites').set({ city: 'Nice' }).where('code', '=', '7').execute();
      await db
        .insertInto('counting')
        .values([
          { ...COUNT, code: 'NEW', count: 50 },
          { ...COUNT, day_date: '2024-07-22 11:00:00', count: 2 },
        ])
        .execute();
    });
    // The rows of a list are those of now.
    assert.deepEqual(await top(token), [
      ['001 · Lyon', 42],
      ['7 · Lille', 30],
    ]);
    await patch({ city: 'Lyon Part-Dieu' });
    assert.deepEqual(await top(token), [
      ['NEW (inconnu)', 50],
      ['001 · Lyon Part-Dieu', 42],
      ['7 · Nice', 30],
    ]);
  });
});
