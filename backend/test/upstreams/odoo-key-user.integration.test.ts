import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  buildLead,
  buildPartner,
  type OdooSimulatorOptions,
  type OdooVersion,
  type SimStage,
} from '../../../tests/simulators/odoo/index.ts';
import { OdooError } from '../../src/upstreams/odoo/error.ts';
import { failureOf } from '../support/store/failure.ts';
import { odooClient, withOdoo } from '../support/upstreams/odoo.ts';

/* Whose key it is: the language of names, and what its user does not see. */

const NOW = Date.parse('2026-03-02T10:00:00Z');
const CALL = { priority: 'refresh' } as const;
const VERSIONS: readonly OdooVersion[] = [19, 18, 17];
const LANGUAGES = ['en_US', 'fr_FR'];
const stages: SimStage[] = [
  { id: 1, name: 'New', translations: { fr_FR: 'À qualifier' }, sequence: 1, is_won: false },
  { id: 2, name: 'Qualified', sequence: 2, is_won: false },
];
const leads = [buildLead(NOW, { id: 1, create_date: '2026-02-20 08:30:00' }), buildLead(NOW, { id: 2, stage_id: 2 })];
const partners = [buildPartner({ id: 30 })];
const companies = [
  { id: 1, name: 'Agitel' },
  { id: 2, name: 'Agitel Sud' },
];
const colleague = (companyIds: number[]) => ({
  id: 6,
  name: 'Nora Hamelin',
  login: 'nora@example.com',
  active: true,
  company_id: 1,
  company_ids: companyIds,
});
const keyUser = (companyIds?: number[]) => ({
  id: 2,
  name: 'Vigie',
  login: 'vigie@example.com',
  active: true,
  ...(companyIds === undefined ? {} : { company_ids: companyIds }),
});

for (const version of VERSIONS) {
  const withWorld = (t: Parameters<typeof withOdoo>[0], options: OdooSimulatorOptions = {}) =>
    withOdoo(t, { version, leads, partners, stages, languages: LANGUAGES, now: () => new Date(NOW), ...options });

  test(`Odoo ${version}: names come in the language of the key's user, dates stay UTC`, async (t) => {
    const simulator = await withWorld(t, { keyUser: { lang: 'fr_FR', tz: 'America/Toronto' } });
    const { items } = await odooClient(t, simulator).leads({ domain: [], afterId: 0 }, CALL);
    assert.deepEqual(
      items.map(({ ticket }) => [ticket.status, ticket.createdAt?.toISOString()]),
      [
        ['À qualifier', '2026-02-20T08:30:00.000Z'],
        ['Qualified', '2026-03-02T10:00:00.000Z'],
      ]
    );
  });

  test(`Odoo ${version}: the language of the rules goes before the user's, where it is installed`, async (t) => {
    const simulator = await withWorld(t, { keyUser: { lang: 'en_US' } });
    const statusIn = async (language: string | null) => {
      const client = odooClient(t, simulator, { language });
      const { language: used, warnings } = await client.keyUser(CALL);
      const { items } = await client.leads({ domain: [], afterId: 0 }, CALL);
      return [used, items[0]?.ticket.status, warnings];
    };
    assert.deepEqual(await statusIn(null), ['en_US', 'New', []]);
    assert.deepEqual(await statusIn('fr_FR'), ['fr_FR', 'À qualifier', []]);
    const missing = { code: 'language_missing', language: 'de_DE', used: 'en_US' };
    assert.deepEqual(await statusIn('de_DE'), ['en_US', 'New', [missing]]);
  });

  test(`Odoo ${version}: a language that the user changes is used from the next look on`, async (t) => {
    const simulator = await withWorld(t);
    const client = odooClient(t, simulator);
    const status = async () => (await client.leads({ domain: [], afterId: 0 }, CALL)).items[0]?.ticket.status;
    assert.equal(await status(), 'New');
    simulator.world.keyUser.lang = 'fr_FR';
    await client.keyUser(CALL);
    assert.equal(await status(), 'À qualifier');
  });

  test(`Odoo ${version}: names a key that sees its own leads only`, async (t) => {
    const simulator = await withWorld(t, { keyUser: { seesAllLeads: false } });
    assert.deepEqual((await odooClient(t, simulator).keyUser(CALL)).warnings, [{ code: 'own_leads_only' }]);
  });

  test(`Odoo ${version}: names the companies of a key when there are others, even without people of their own`, async (t) => {
    const warningsOf = async (own: number[], others: number[]) => {
      const users = [keyUser(own), colleague(others)];
      const simulator = await withWorld(t, { companies, users });
      return (await odooClient(t, simulator).keyUser(CALL)).warnings;
    };
    assert.deepEqual(await warningsOf([1], [1, 2]), [{ code: 'some_companies', companies: ['Agitel'] }]);
    assert.deepEqual(await warningsOf([2], [1]), [{ code: 'some_companies', companies: ['Agitel Sud'] }]);
    assert.deepEqual(await warningsOf([1, 2], [1, 2]), []);
    assert.deepEqual(await warningsOf([1], [1]), [], 'nobody works for another company');
  });

  test(`Odoo ${version}: what the key's user may not ask stays unknown, and the leads come all the same`, async (t) => {
    const simulator = await withWorld(t, { forbiddenModels: ['res.users', 'res.lang', 'res.company'] });
    const client = odooClient(t, simulator, { language: 'fr_FR' });
    assert.deepEqual((await client.keyUser(CALL)).language, null);
    assert.equal((await client.leads({ domain: [], afterId: 0 }, CALL)).items.length, 2);
  });
}

test('a missing right to another model than the one asked for is named', async (t) => {
  const simulator = await withOdoo(t, { leads, partners });
  const client = odooClient(t, simulator);
  await client.server(CALL);
  const message = "Vous n'êtes pas autorisé à accéder aux enregistrements 'Étapes CRM' (crm.stage).";
  simulator.faults.set({ kind: 'exception', name: 'odoo.exceptions.AccessError', status: 403, message });
  const error = await failureOf(client.countLeads([['stage_id.name', '=', 'x']], CALL), OdooError);
  assert.match(error.message, /^Odoo forbids crm\.lead\.search_count: the key's user lacks the right to crm\.stage$/);
});

for (const [what, fault] of [
  ['of one database', { kind: 'no-rpc' }],
  ['of several databases', { kind: 'no-database', path: '/json/2/*' }],
] as const) {
  test(`distinguishes a missing module rpc from a wrong database on a server ${what}`, async (t) => {
    const simulator = await withOdoo(t, { leads, partners });
    simulator.faults.set(fault);
    const patience = { resilience: { attempts: 1 } };
    const missing = await failureOf(odooClient(t, simulator, patience).countLeads([], CALL), OdooError);
    assert.equal(missing.kind, 'not_found');
    assert.match(missing.message, /The database "vigie" is there, but no API answers: is the module "rpc"/);
    simulator.faults.clear();
    const wrong = await failureOf(odooClient(t, simulator, { database: 'nope' }).countLeads([], CALL), OdooError);
    assert.match(wrong.message, /No Odoo with a database "nope" answers at this address/);
  });
}
