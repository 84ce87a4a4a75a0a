import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { loadCounters } from '../../../../tests/fixtures/counters/load.ts';
import {
  createCountersDatabase,
  mariadbMissing,
  type PrivateMariadb,
  startMariadb,
} from '../../../../tests/servers/databases/mariadb.ts';
import { type Relay, startRelay } from '../../../../tests/servers/relay.ts';
import { waitUntil } from '../../../../tests/servers/wait-until.ts';
import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { siteId } from '../../../src/counters/sites/site-identity.ts';
import { loadCatalogue } from '../../../src/datasets/engine/catalogue.ts';
import type { QueryResult } from '../../../src/datasets/engine/run.ts';
import type { Problem } from '../../../src/http/problem.ts';
import type { SiteAnswer } from '../../../src/http/sites/site-answer.ts';
import { sampleWorld } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { promptly } from '../../support/promptly.ts';
import { send } from '../../support/server/server.ts';

const RANGE = { from: '2024-07-16T12:00:00Z', to: '2024-07-23T12:00:00Z' };
const ADMIN = { 'x-vigie-user': 'zoe', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

describe('a counters database that falls silent without closing its connections', { skip: mariadbMissing() }, () => {
  let server: PrivateMariadb;
  let relay: Relay;
  let database: CountersDatabase | undefined;
  before(async () => {
    server = await startMariadb();
    const direct = new URL(await createCountersDatabase(server, 'counters', 'utf8mb4_general_ci'));
    relay = await startRelay(direct.searchParams.get('socket') ?? '');
    direct.searchParams.set('socket', relay.socket);
    direct.searchParams.set('query-timeout-ms', '3000');
    database = await openCounters({ url: direct.href, testAfterIdleMs: 50 });
    await database.write((db) => loadCounters(db, sampleWorld()));
  });
  after(async () => {
    await database?.close();
    await relay.close();
    await server.close();
  });
  const counters = useCountersApp(() => {
    assert.ok(database);
    return database;
  });

  const sites = async (query = ''): Promise<SiteAnswer[]> => {
    const { body } = await send<{ sites: SiteAnswer[] }>(`${counters.app.url}/v1/sites${query}`, {
      token: await counters.token(),
    });
    return body.sites;
  };
  const isKept = (result: QueryResult): boolean =>
    result.frames[0]?.schema.meta.notices?.some(({ text }) => /last good answer/i.test(text)) === true;
  const answersAgain = () =>
    waitUntil('the answers are new again', async () => {
      const result = await counters.ask(await counters.token(), 'counters.sites', {}, RANGE);
      return result.status === 200 && !isKept(result);
    });
  afterEach(async () => {
    relay.deliver();
    server.thaw();
    await answersAgain();
  });

  it('leaves every answer on the screen, is looked for by one probe at a time, and comes back by itself', async () => {
    const token = await counters.token();
    const names = (await loadCatalogue()).list().flatMap(({ name }) => (name.startsWith('counters.') ? [name] : []));
    const askAll = () => Promise.all(names.map((name) => counters.ask(token, name, {}, RANGE)));
    const before = await askAll();
    assert.ok(before.every((result) => result.status === 200 && !isKept(result)));

    server.freeze();
    const during = await promptly(askAll);
    assert.deepEqual(
      during.map(({ status, frames, error }) => [status, error, frames[0]?.data]),
      before.map(({ frames }) => [200, undefined, frames[0]?.data])
    );
    assert.deepEqual(
      names.filter((_, index) => !isKept(during[index]!)),
      []
    );

    // Never asked before: no answer is kept, so there is a problem, and at once when the database is known to be down.
    const unknown = await promptly(() => counters.ask(token, 'counters.top_sites', { limit: 3 }, RANGE));
    assert.equal(unknown.status, 503);
    assert.match(unknown.error ?? '', /^The counters database does not answer; check that it runs/);
    const list = await promptly(() => send<Problem>(`${counters.app.url}/v1/sites`, { token }));
    assert.deepEqual([list.status, list.body.code], [503, 'source_unavailable']);

    relay.recount();
    const made = relay.made;
    for (let round = 0; round < 5; round += 1) {
      await promptly(askAll);
      await promptly(() => counters.ask(token, 'counters.top_sites', { limit: 3 }, RANGE));
    }
    assert.ok(relay.most <= 1, `${relay.most} connections at once`);
    assert.ok(relay.made - made <= 10, `${relay.made - made} connections for ${5 * (names.length + 1)} questions`);
    const [source] = await counters.rows(token, 'system.sources');
    assert.match(String(source?.['error']), /^The counters database does not answer/);

    server.thaw();
    await answersAgain();
    const afterwards = await askAll();
    assert.deepEqual(
      afterwards.map(({ frames }) => frames[0]?.data),
      before.map(({ frames }) => frames[0]?.data)
    );
    assert.ok(!afterwards.some(isKept));
    assert.equal((await counters.rows(token, 'system.sources'))[0]?.['error'], null);
  });

  it('refuses a change with a sentence, and makes it neither then nor later', async () => {
    const [site] = await sites('?limit=1');
    assert.ok(site);
    const { enterprise, code } = { enterprise: site.writtenEnterprise, code: site.code };
    const write = async (method: 'PATCH' | 'POST', path: string, body: unknown) =>
      send(`${counters.app.url}/v1/sites${path}`, {
        method,
        token: await counters.token(['counters:read', 'sites:write']),
        headers: { ...ADMIN, 'if-match': '*' },
        body,
      });
    server.freeze();
    const [changed, added] = await promptly(() =>
      Promise.all([
        write('PATCH', `/${siteId({ enterprise, code })}`, { city: 'Frozen' }),
        write('POST', '', { enterprise, code: 'FROZEN', confirm: true }),
      ])
    );
    assert.deepEqual([changed.status, changed.body.code], [503, 'source_unavailable']);
    assert.match(changed.body.detail, /^The counters database does not answer/);
    assert.equal(added.status, 503);
    server.thaw();
    await answersAgain();
    assert.equal((await sites()).filter(({ city, code: other }) => city === 'Frozen' || other === 'FROZEN').length, 0);
  });

  it('says that a change may have been made when the silence came over its commit', async () => {
    const [site] = await sites('?limit=1');
    assert.ok(site);
    relay.holdFrom('commit');
    const answer = await promptly(async () =>
      send(`${counters.app.url}/v1/sites/${siteId({ enterprise: site.writtenEnterprise, code: site.code })}`, {
        method: 'PATCH',
        token: await counters.token(['counters:read', 'sites:write']),
        headers: { ...ADMIN, 'if-match': '*' },
        body: { city: 'Committed' },
      })
    );
    assert.deepEqual([answer.status, answer.body.code], [503, 'source_unavailable']);
    assert.match(answer.body.detail, /did not confirm the change, which may have been made .* read the site again/);
    relay.deliver();
    await answersAgain();
  });

  it('is asked on a fresh connection when the network forgot the idle ones', async () => {
    const token = await counters.token();
    await counters.rows(token, 'counters.sites', {}, RANGE);
    relay.forget();
    await pause(100);
    const result = await promptly(() => counters.ask(token, 'counters.enterprises', {}, RANGE));
    assert.equal(result.status, 200);
    assert.ok(!isKept(result));
  });
});
