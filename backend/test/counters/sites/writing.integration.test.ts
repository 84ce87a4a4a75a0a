import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { sql } from 'kysely';

import type { SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import type { Cell } from '../../../src/counters/columns/site-cells.ts';
import { createSite, readSite, updateSite, type VersionedSite } from '../../../src/counters/sites/site-writes.ts';
import { readSites } from '../../../src/counters/sites/sites.ts';
import { accessTo, COUNTERS_DATABASES, missing, useCounters } from '../../support/counters/counters.ts';

const ALL = accessTo('all');
const AT = new Date('2024-07-23T08:15:30.900Z');
const ROW: SiteRow = {
  enterprise: 'BASH',
  code: '001',
  ip_till: '192.0.2.1',
  country: 'France',
  city: 'Lyon',
  open: '2000-01-01 09:00:00',
  close: '2000-01-01 19:00:00',
  timezone: 'Mars/Olympus_Mons',
  ignore: 2,
  ignore_reason: 'Travaux',
  last_update: '2023-01-01 00:00:00',
};
const SITES = ['001', '002', '003', '004', '005'].map((code) => ({ ...ROW, code }));
const OTHERS = [
  { ...ROW, enterprise: 'bash ', code: 'P01' },
  { ...ROW, enterprise: 'APRIL', code: '001' },
];

for (const name of COUNTERS_DATABASES) {
  describe(`writing sites on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, { sites: [...SITES, ...OTHERS], counting: [] });
    const read = async (code: string, enterprise = 'BASH'): Promise<VersionedSite> => {
      const found = await readSite(test.under(), ALL, { enterprise, code });
      assert.ok(found);
      return found;
    };

    it('reads one site under its exact key, within the rights', async () => {
      assert.equal((await read('001')).site.city, 'Lyon');
      for (const key of [
        { enterprise: 'bash', code: '001' },
        { enterprise: 'BASH', code: '1' },
        { enterprise: 'BASH', code: '001 ' },
        { enterprise: "BASH' OR '1'='1", code: '001' },
      ]) {
        assert.equal(await readSite(test.under(), ALL, key), undefined, JSON.stringify(key));
      }
      assert.equal(await readSite(test.under(), accessTo(['APRIL']), { enterprise: 'BASH', code: '001' }), undefined);
    });

    it('adds a site, with the time of the writing in UTC', async () => {
      const attack = "'); DROP TABLE sites; -- \\";
      const input = {
        enterprise: 'Pimkie',
        code: '0007',
        city: attack,
        open: '09:30',
        close: '19:00',
        timezone: ' europe/paris ',
        ip: ' ',
      };
      const created = await createSite(test.under(), ALL, input, AT);
      assert.equal(created.outcome, 'created');
      const { site, etag } = await read('0007', 'Pimkie');
      assert.deepEqual(created, { outcome: 'created', after: { site, etag } });
      assert.deepEqual(
        { ...site, lastUpdate: site.lastUpdate?.toISOString() },
        {
          enterprise: 'Pimkie',
          writtenEnterprise: 'Pimkie',
          code: '0007',
          ip: null,
          country: null,
          city: attack,
          open: '09:30',
          close: '19:00',
          timezone: 'Europe/Paris',
          zone: 'Europe/Paris',
          zoneProblem: null,
          operational: true,
          reason: null,
          lastUpdate: '2024-07-23T08:15:30.000Z',
        }
      );
    });

    it('adds nothing twice, and nothing outside the rights', async () => {
      const before = (await readSites(test.under(), ALL)).length;
      assert.deepEqual(await createSite(test.under(), ALL, { enterprise: 'BASH', code: '001' }, AT), {
        outcome: 'exists',
        as: { enterprise: 'BASH', code: '001' },
      });
      assert.deepEqual(await createSite(test.under(), accessTo(['APRIL']), { enterprise: 'BASH', code: '9' }, AT), {
        outcome: 'forbidden',
      });
      assert.equal((await readSites(test.under(), ALL)).length, before);
    });

    it('changes what the input names and nothing else', async () => {
      const before = await read('002');
      const key = { enterprise: 'BASH', code: '002' };
      const updated = await updateSite(test.under(), ALL, key, { ip: '2001:db8::2', city: '' }, before.etag, AT);
      const after = await read('002');
      assert.deepEqual(updated, { outcome: 'updated', before, after });
      assert.deepEqual(after.site, {
        ...before.site,
        ip: '2001:db8::2',
        city: null,
        lastUpdate: new Date('2024-07-23T08:15:30Z'),
      });
      assert.notEqual(after.etag, before.etag);
      assert.equal((await read('003')).site.ip, '192.0.2.1');
    });

    it('keeps another system’s number for "not operational", and sets 0 for operational', async () => {
      const key = { enterprise: 'BASH', code: '003' };
      const ignored = (): Promise<Cell> =>
        test.database.read(async (db) => {
          const row = await db
            .selectFrom('sites')
            .select('ignore')
            .where('enterprise', '=', 'BASH')
            .where('code', '=', '003')
            .executeTakeFirstOrThrow();
          return row.ignore;
        });
      await updateSite(test.under(), ALL, key, { operational: false, reason: 'Panne' }, '*', AT);
      assert.equal(await ignored(), 2);
      await updateSite(test.under(), ALL, key, { operational: true }, '*', AT);
      assert.equal(await ignored(), 0);
      await updateSite(test.under(), ALL, key, { operational: false }, '*', AT);
      assert.equal(await ignored(), 1);
    });

    it('refuses a change of a row that is no longer the one read', async () => {
      const key = { enterprise: 'BASH', code: '004' };
      const first = await read('004');
      // Another system changes only the case of a text: equal under a forgiving collation, and still a change.
      await test.database.write((db) =>
        db
          .updateTable('sites')
          .set({ city: 'LYON' })
          .where('enterprise', '=', 'BASH')
          .where('code', '=', '004')
          .execute()
      );
      const current = await read('004');
      assert.deepEqual(await updateSite(test.under(), ALL, key, { city: 'Nice' }, first.etag, AT), {
        outcome: 'changed',
        current,
      });
      assert.equal((await read('004')).site.city, 'LYON');
    });

    it('lets one of two simultaneous changes win', async () => {
      const { etag } = await read('005');
      const key = { enterprise: 'BASH', code: '005' };
      const outcomes = await Promise.all(
        ['Nice', 'Brest', 'Metz', 'Dijon'].map((city) => updateSite(test.under(), ALL, key, { city }, etag, AT))
      );
      assert.deepEqual(outcomes.map(({ outcome }) => outcome).sort(), ['changed', 'changed', 'changed', 'updated']);
      const winner = outcomes.find((one) => one.outcome === 'updated');
      assert.deepEqual(winner?.outcome === 'updated' && winner.after, await read('005'));
    });

    it('finds nothing to change under an inexact key or outside the rights', async () => {
      const change = { city: 'Nulle part' };
      for (const [access, enterprise] of [
        [ALL, 'bash'],
        [ALL, 'BASH '],
        [accessTo(['APRIL']), 'BASH'],
        [accessTo(['bash ']), 'BASH'],
      ] as const) {
        const outcome = await updateSite(test.under(), access, { enterprise, code: '001' }, change, '*', AT);
        assert.deepEqual(outcome, { outcome: 'not_found' });
      }
      assert.deepEqual(
        (await readSites(test.under(), ALL)).filter((site) => site.city === change.city),
        []
      );
    });

    it('leaves columns it does not know as they are', async () => {
      await test.database.read((db) =>
        sql`alter table sites add column manager varchar(50) default 'inconnu'`.execute(db)
      );
      await test.database.write((db) => sql`update sites set manager = 'Zoé' where code = '002'`.execute(db));
      await updateSite(test.under(), ALL, { enterprise: 'BASH', code: '002' }, { city: 'Nantes' }, '*', AT);
      const { rows } = await test.database.read((db) =>
        sql<{ manager: string; city: string }>`select manager, city from sites where code = '002'`.execute(db)
      );
      assert.deepEqual(
        rows.map((row) => ({ ...row })),
        [{ manager: 'Zoé', city: 'Nantes' }]
      );
    });
  });
}
