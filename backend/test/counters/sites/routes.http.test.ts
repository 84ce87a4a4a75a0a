import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createCountersDatabase, mariadbMissing, ownName } from '../../../../tests/servers/databases/mariadb.ts';
import { openCounters } from '../../../src/counters/connection/open-database.ts';
import { createCountersSource } from '../../../src/counters/connection/source.ts';
import { siteId } from '../../../src/counters/sites/site-identity.ts';
import { systemClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import type { Problem } from '../../../src/http/problem.ts';
import type { SiteAnswer } from '../../../src/http/sites/site-answer.ts';
import { readAudit } from '../../../src/store/audit.ts';
import { missing, useCounters } from '../../support/counters/counters.ts';
import { useCountersApp } from '../../support/counters/counters-app.ts';
import { mariadbServer } from '../../support/counters/mariadb.ts';
import { type Answer, logCapture, send, withApp } from '../../support/server/server.ts';

const ROW = {
  enterprise: 'BASH',
  code: '001',
  ip_till: '192.0.2.1',
  country: 'France',
  city: 'Lyon',
  open: '2000-01-01 09:00:00',
  close: '2000-01-01 19:00:00',
  timezone: 'Europe/Paris',
  ignore: 0,
  ignore_reason: null,
  last_update: '2023-01-01 00:00:00',
};
const WORLD = {
  sites: [ROW, { ...ROW, code: '002', city: 'Lille' }, { ...ROW, enterprise: 'APRIL', city: 'Évry', ignore: 1 }],
  counting: [],
};
const ADMIN = { 'x-vigie-user': 'zo%C3%A9', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' };

for (const name of ['PGlite', 'utf8mb4_general_ci'] as const) {
  describe(`sites over HTTP on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, WORLD);
    const counters = useCountersApp(() => test.database);
    const url = (path = ''): string => `${counters.app.url}/v1/sites${path}`;
    const path = (enterprise: string, code: string): string => `/${siteId({ enterprise, code })}`;
    const writer = () => counters.token(['counters:read', 'sites:write']);
    const list = async (query: string): Promise<string[]> => {
      const { body } = await send<{ sites: SiteAnswer[] }>(url(query), { token: await counters.token() });
      return body.sites.map(({ enterprise, code }) => `${enterprise}/${code}`);
    };
    const patch = async (
      site: string,
      body: unknown,
      headers: Record<string, string>,
      token?: string
    ): Promise<Answer<Problem & SiteAnswer>> =>
      send(url(site), { method: 'PATCH', token: token ?? (await writer()), body, headers });
    const audited = async () => {
      const entries = await readAudit(counters.app.dependencies.services.db, { limit: 100, action: 'site' });
      return entries.map(({ id, at, tokenId, ...entry }) => {
        assert.ok(id > 0 && Math.abs(Date.now() - at.getTime()) < 60_000 && tokenId !== '');
        return entry;
      });
    };

    it('lists with search per column and pages', async () => {
      assert.deepEqual(await list(''), ['APRIL/001', 'BASH/001', 'BASH/002']);
      assert.deepEqual(await list('?city=EVRY&enterprise=apr'), ['APRIL/001']);
      assert.deepEqual(await list('?operational=false'), ['APRIL/001']);
      assert.deepEqual(await list('?search=bash%20lil'), ['BASH/002']);
      const { body } = await send<{ sites: SiteAnswer[]; total: number }>(url('?offset=1&limit=1'), {
        token: await counters.token(),
      });
      assert.deepEqual([body.total, body.sites.map(({ code }) => code)], [3, ['001']]);
      assert.deepEqual(await list('?enterpriseName=BASH&sort=city'), ['BASH/002', 'BASH/001']);
      assert.deepEqual(await list('?enterpriseName=bash'), []);
      assert.deepEqual(await list('?sort=operational&direction=desc'), ['APRIL/001', 'BASH/001', 'BASH/002']);
      for (const wrong of ['?sort=ignore', '?direction=up']) {
        assert.equal((await send(url(wrong), { token: await counters.token() })).status, 400);
      }
      const wrong = await send(url('?limit=-1'), { token: await counters.token() });
      assert.equal(wrong.status, 400);
    });

    it('tells whether the caller may write', async () => {
      const asked = async (token: string, headers: Record<string, string>): Promise<boolean> =>
        (await send<{ writable: boolean }>(url('?limit=1'), { token, headers })).body.writable;
      assert.equal(await asked(await writer(), ADMIN), true);
      assert.equal(await asked(await counters.token(), ADMIN), false);
      assert.equal(await asked(await writer(), { ...ADMIN, 'x-vigie-role': 'Editor' }), false);
      assert.equal(await asked(await writer(), { 'x-vigie-role': 'Admin' }), false);
      assert.equal(await asked(await writer(), {}), false);
    });

    it('reads one site under its id, with its ETag', async () => {
      const token = await counters.token();
      const { status, body, headers } = await send<SiteAnswer>(url(path('BASH', '001')), { token });
      assert.equal(status, 200);
      assert.match(headers.get('etag') ?? '', /^"[\w-]{20,}"$/);
      assert.deepEqual(body, {
        id: siteId({ enterprise: 'BASH', code: '001' }),
        enterprise: 'BASH',
        writtenEnterprise: 'BASH',
        code: '001',
        ip: '192.0.2.1',
        country: 'France',
        city: 'Lyon',
        open: '09:00',
        close: '19:00',
        timezone: 'Europe/Paris',
        zone: 'Europe/Paris',
        zoneProblem: null,
        operational: true,
        reason: null,
        lastUpdate: '2023-01-01T00:00:00.000Z',
      });
      for (const id of [path('BASH', '404'), path('bash', '001'), '/xyz', path('É'.repeat(50), 'é'.repeat(50))]) {
        assert.equal((await send(url(id), { token })).status, 404, id);
      }
    });

    it('changes a site that is still as it was read, and says who did it', async () => {
      const read = await send(url(path('BASH', '001')), { token: await counters.token() });
      const etag = read.headers.get('etag') ?? '';
      const change = { city: 'Villeurbanne', operational: false, reason: 'Travaux' };
      const changed = await patch(path('BASH', '001'), change, { ...ADMIN, 'if-match': etag });
      assert.equal(changed.status, 200, changed.text);
      assert.deepEqual(
        [changed.body.city, changed.body.operational, changed.body.reason, changed.body.ip],
        ['Villeurbanne', false, 'Travaux', '192.0.2.1']
      );
      assert.notEqual(changed.headers.get('etag'), etag);

      const late = await patch(path('BASH', '001'), { city: 'Bron' }, { ...ADMIN, 'if-match': etag });
      assert.equal(late.status, 412);
      assert.equal(late.body.code, 'changed_meanwhile');
      assert.equal(late.headers.get('etag'), changed.headers.get('etag'));
      assert.equal((await patch(path('BASH', '001'), { city: 'Bron' }, ADMIN)).status, 428);
      assert.equal((await patch(path('BASH', '404'), {}, { ...ADMIN, 'if-match': '*' })).status, 404);

      const before = { ip: '192.0.2.1', country: 'France', city: 'Lyon', open: '09:00', close: '19:00' };
      const rest = { timezone: 'Europe/Paris', operational: true, reason: null };
      assert.deepEqual(await audited(), [
        {
          tokenName: 'test',
          user: 'zoé',
          role: 'Admin',
          org: '1',
          action: 'site.update',
          target: { enterprise: 'BASH', code: '001' },
          before: { ...before, ...rest },
          after: { ...before, ...rest, ...change },
        },
      ]);
    });

    it('adds a site once', async () => {
      const token = await writer();
      const body = { enterprise: 'Pimkie', code: '0007', city: 'Nice', timezone: 'europe/paris' };
      const created = await send<SiteAnswer>(url(), { method: 'POST', token, body, headers: ADMIN });
      assert.equal(created.status, 201, created.text);
      assert.equal(created.headers.get('location'), `/v1/sites/${created.body.id}`);
      const read = await send(`${counters.app.url}${created.headers.get('location')}`, { token });
      assert.deepEqual([read.body, read.headers.get('etag')], [created.body, created.headers.get('etag')]);
      const again = await send(url(), { method: 'POST', token, body, headers: ADMIN });
      assert.deepEqual([again.status, again.body.code], [409, 'conflict']);
      const [entry, ...others] = await audited();
      assert.deepEqual([entry?.action, entry?.before, entry?.after?.['city']], ['site.create', null, 'Nice']);
      assert.equal(others.length, 1);
    });

    it('asks before it adds a look-alike, and adds it once confirmed', async () => {
      const token = await writer();
      const body = { enterprise: 'PIMKIE\u200b', code: '0008' };
      const add = (sent: object) => send<SiteAnswer>(url(), { method: 'POST', token, body: sent, headers: ADMIN });
      const asked = await send<Problem>(url(), { method: 'POST', token, body, headers: ADMIN });
      assert.deepEqual([asked.status, asked.body.code], [409, 'confirmation_needed']);
      assert.match(asked.body.errors?.[0]?.text.fr ?? '', /« Pimkie » existe déjà/);
      const added = await add({ ...body, confirm: true });
      assert.deepEqual([added.status, added.body.enterprise], [201, body.enterprise]);
    });

    it('names every field that is wrong at once', async () => {
      const token = await writer();
      const body = { code: ' x', ip: '300.1.1.1', timezone: '+02:00', open: '9h', close: '25:00', operational: false };
      const { status, body: problem, headers } = await send(url(), { method: 'POST', token, body, headers: ADMIN });
      assert.equal(status, 400);
      assert.match(headers.get('content-type') ?? '', /^application\/problem\+json/);
      assert.deepEqual(
        problem.errors?.map(({ field }) => field),
        ['enterprise', 'code', 'ip', 'timezone', 'open', 'close', 'reason']
      );
      assert.ok(problem.errors?.every(({ message, text }) => message === text.en && text.fr !== ''));
      const unknown = await send(url(), { method: 'POST', token, body: { ignore: 1 }, headers: ADMIN });
      assert.equal(unknown.status, 400);
    });

    it('lets nobody write without the scope, or without a user whose role may', async () => {
      const target = path('BASH', '002');
      const any = { 'if-match': '*' };
      const reader = await counters.token(['counters:read']);
      assert.equal((await patch(target, { city: 'X' }, { ...ADMIN, ...any }, reader)).body.code, 'scope_missing');
      const refusedHeaders: Record<string, string>[] = [
        {},
        { 'x-vigie-user': 'zoe' },
        { 'x-vigie-role': 'Admin' },
        { ...ADMIN, 'x-vigie-role': 'Viewer' },
        { ...ADMIN, 'x-vigie-role': 'Editor' },
        { ...ADMIN, 'x-vigie-role': 'admin' },
        { ...ADMIN, 'x-vigie-user': '%zz' },
      ];
      for (const headers of refusedHeaders) {
        const refused = await patch(target, { city: 'X' }, { ...headers, ...any });
        assert.deepEqual([refused.status, refused.body.code], [403, 'role_missing'], JSON.stringify(headers));
      }
      const tenant = await counters.token(['counters:read', 'sites:write'], { enterprises: ['APRIL'] });
      assert.equal((await patch(target, { city: 'X' }, { ...ADMIN, ...any }, tenant)).status, 404);
      const foreign = await send(url(), {
        method: 'POST',
        token: tenant,
        body: { enterprise: 'BASH', code: '009' },
        headers: ADMIN,
      });
      assert.equal(foreign.status, 403);
      assert.deepEqual(await list('?code=002'), ['BASH/002']);
      assert.equal((await audited()).length, 3);
    });

    it('takes a change back that cannot be recorded', async () => {
      const { db } = counters.app.dependencies.services;
      const token = await writer();
      await db.schema.alterTable('audit').renameTo('audit_away').execute();
      try {
        const failed = await patch(path('BASH', '002'), { city: 'Perdue' }, { ...ADMIN, 'if-match': '*' }, token);
        assert.deepEqual([failed.status, failed.body.code], [503, 'store_unavailable']);
      } finally {
        await db.schema.alterTable('audit_away').renameTo('audit').execute();
      }
      assert.deepEqual(await list('?city=perdue'), []);
    });

    it('keeps the audit as it was written', async () => {
      const { db } = counters.app.dependencies.services;
      const change = { action: 'x' };
      await assert.rejects(db.updateTable('audit').set(change).execute(), /append-only/);
      await assert.rejects(db.deleteFrom('audit').execute(), /append-only/);
      const reader = await counters.token(['counters:read', 'sites:write', 'tickets:read']);
      assert.equal((await send(`${counters.app.url}/v1/audit`, { token: reader })).status, 403);
      const admin = await counters.token(['admin']);
      const { body } = await send<{ entries: { id: number; action: string }[] }>(
        `${counters.app.url}/v1/audit?limit=1&action=site`,
        { token: admin }
      );
      assert.deepEqual(
        body.entries.map(({ action }) => action),
        ['site.create']
      );
    });
  });
}

describe('a user of the database that may only read', { skip: mariadbMissing() }, () => {
  it('is refused, with a sentence when it writes', async (t) => {
    const server = await mariadbServer();
    const [name, user] = [ownName('read_only'), ownName('reader')];
    const admin = await openCounters({ url: await createCountersDatabase(server, name, 'utf8mb4_bin') });
    t.after(() => admin.close());
    await admin.write((db) => db.insertInto('sites').values(ROW).execute());
    await server.run(
      `create user ${user}@localhost identified by 'only'`,
      `grant select on ${name}.* to ${user}@localhost`
    );
    const database = await openCounters({ url: server.url(name, { user, password: 'only' }) });
    t.after(() => database.close());
    const { logger } = logCapture();
    const source = createCountersSource(database, DEFAULT_COUNTERS_RULES, { clock: systemClock, logger });
    const app = await withApp(t, { services: { counters: source } });
    const token = await app.token(['counters:read', 'sites:write']);
    const list = await send<{ writable: boolean; total: number }>(`${app.url}/v1/sites`, { token, headers: ADMIN });
    assert.deepEqual([list.body.writable, list.body.total], [false, 1]);
    const { status, body } = await send(`${app.url}/v1/sites/${siteId(ROW)}`, {
      method: 'PATCH',
      token,
      body: { city: 'X' },
      headers: { ...ADMIN, 'if-match': '*' },
    });
    assert.deepEqual([status, body.code], [403, 'counters_denied']);
    assert.match(body.detail, /does not let the user of COUNTERS_URL do this; grant .* INSERT, UPDATE on sites/);
  });
});
