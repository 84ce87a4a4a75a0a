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
import { loadCatalogue } from '../../../src/datasets/engine/catalogue.ts';
import { NOW, sampleWorld } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { send, withApp } from '../../support/server/server.ts';

interface SiteList {
  sites: { id: string; enterprise: string; code: string }[];
  total: number;
  writable: boolean;
  outage: { text: { fr: string; en: string }; readAt: string; ageSeconds: number } | null;
}

const MINUTE_MS = 60_000;
const WRITER = { 'x-vigie-user': 'admin', 'x-vigie-role': 'Admin' };
/** The seven days up to now, as a panel asks for them at different times. */
const lastDays = (now: Date): { from: string; to: string } => ({
  from: new Date(now.getTime() - 7 * 24 * 60 * MINUTE_MS).toISOString(),
  to: now.toISOString(),
});

describe('an outage of the counters database', { skip: mariadbMissing() }, () => {
  let now = NOW;
  let server: Mariadb | undefined;
  let database: CountersDatabase | undefined;
  const opened = (): CountersDatabase => {
    assert.ok(database);
    return database;
  };
  before(async () => {
    server = await startMariadb();
    database = await openCounters({ url: await createCountersDatabase(server, 'counters', 'utf8mb4_general_ci') });
    await database.write((db) => loadCounters(db, sampleWorld()));
  });
  after(async () => {
    await database?.close();
    await server?.close();
  });
  const counters = useCountersApp(opened, { clock: { now: () => now, fixed: false } });

  it('leaves every answer on the screen, with its age, and says so', async () => {
    const token = await counters.token();
    const tenant = await counters.token(['counters:read'], { enterprises: ['APRIL'] });
    const datasets = (await loadCatalogue()).list().filter(({ name }) => name.startsWith('counters.'));
    const ask = (bearer: string) =>
      Promise.all(datasets.map(({ name }) => counters.ask(bearer, name, {}, lastDays(now))));
    const before = await ask(token);
    const writer = await counters.token(['counters:read', 'sites:write']);
    const sitesOf = (query = '', bearer = writer) =>
      send<SiteList>(`${counters.app.url}/v1/sites${query}`, { token: bearer, headers: WRITER });
    const listed = await sitesOf();
    const [first] = listed.body.sites;
    assert.ok(first);
    assert.deepEqual([listed.status, listed.body.writable, listed.body.outage], [200, true, null]);
    assert.ok(before.every(({ status }) => status === 200));
    assert.equal(before[0]?.frames[0]?.schema.meta.custom.state, 'ok');

    await server?.close();
    server = undefined;
    // Past midnight in Paris: the same panels now ask for other days.
    for (const [minutes, state] of [
      [1, 'ok'],
      [3, 'late'],
      [11, 'down'],
      [11 * 60, 'down'],
    ] as const) {
      now = new Date(NOW.getTime() + minutes * MINUTE_MS);
      for (const [index, result] of (await ask(token)).entries()) {
        const { name } = datasets[index] ?? { name: '' };
        assert.equal(result.status, 200, `${name}: ${result.error}`);
        const [frame] = result.frames;
        assert.deepEqual(frame?.data, before[index]?.frames[0]?.data, name);
        assert.deepEqual(frame?.schema.meta.custom, {
          sources: ['counters'],
          readAt: NOW.toISOString(),
          ageSeconds: minutes * 60,
          state,
        });
        const notice = frame.schema.meta.notices?.[0];
        assert.equal(notice?.severity, 'warning');
        assert.match(notice.text, /The counters database does not answer: last good answer, of /);
      }
    }
    const [source] = await counters.rows(token, 'system.sources');
    assert.deepEqual([source?.['source'], source?.['kind'], source?.['state']], ['counters', 'mysql', 'down']);
    assert.match(String(source?.['error']), /^The counters database does not answer/);

    // Nobody gets an answer kept for somebody else, and what was never asked fails with a sentence.
    const foreign = await counters.ask(tenant, 'counters.sites', {}, lastDays(now));
    assert.equal(foreign.status, 503);
    assert.match(foreign.error ?? '', /^The counters database does not answer; check that it runs/);
    assert.doesNotMatch(JSON.stringify(foreign), /socket|vigie-mariadb|root/);

    // The list of sites stays, searched and paged, but read-only; a site to change is never taken from memory.
    const kept = await sitesOf();
    assert.deepEqual([kept.status, kept.body.sites, kept.body.total], [200, listed.body.sites, listed.body.total]);
    assert.equal(kept.body.writable, false);
    assert.deepEqual(kept.body.outage, {
      readAt: NOW.toISOString(),
      ageSeconds: 11 * 3_600,
      text: {
        fr: 'La base des compteurs ne répond pas : dernière bonne réponse, d’il y a 11 h.',
        en: 'The counters database does not answer: last good answer, of 11 h ago.',
      },
    });
    const searched = await sitesOf('?code=HOURLY&limit=1');
    assert.deepEqual([searched.status, searched.body.sites.map(({ code }) => code)], [200, ['HOURLY']]);
    const narrowed = await sitesOf(`?enterpriseName=${encodeURIComponent(first.enterprise)}`);
    assert.deepEqual(
      narrowed.body.sites,
      listed.body.sites.filter(({ enterprise }) => enterprise === first.enterprise)
    );
    for (const bearer of [tenant, await counters.token(['counters:read'], { enterprises: [first.enterprise] })]) {
      assert.equal((await sitesOf('', bearer)).status, 503);
    }
    assert.equal((await sitesOf(`/${first.id}`)).status, 503);
    const change = await send(`${counters.app.url}/v1/sites/${first.id}`, {
      method: 'PATCH',
      token: writer,
      headers: { ...WRITER, 'if-match': '"x"' },
      body: { city: 'Lyon' },
    });
    assert.equal(change.status, 503);
    assert.equal((await send(`${counters.app.url}/health/ready`, { token })).status, 200);
  });
});

describe('counters that are off', () => {
  it('say how to switch them on', async (t) => {
    const app = await withApp(t);
    const token = await app.token(['counters:read', 'sites:write']);
    const query = await send<{ results: Record<string, { status: number; error: string }> }>(`${app.url}/v1/query`, {
      method: 'POST',
      token,
      body: { queries: [{ refId: 'A', dataset: 'counters.status', params: {} }] },
    });
    assert.equal(query.body.results['A']?.status, 404);
    assert.match(query.body.results['A'].error, /^The counters are off: set COUNTERS_URL/);
    const sites = await send(`${app.url}/v1/sites`, { token });
    assert.deepEqual([sites.status, sites.body.code], [404, 'counters_off']);
  });
});
