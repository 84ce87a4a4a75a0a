import assert from 'node:assert/strict';
import { test } from 'node:test';

import { buildLead, buildPartner } from '../index.ts';
import { NOW } from '../test-helper.ts';
import { STAGES } from '../world/catalogue.ts';
import { OdooTables } from '../world/tables.ts';
import { compileDomain } from './domain.ts';
import { OdooException } from './errors.ts';

function tables(): OdooTables {
  const made = new OdooTables(19);
  made.put('res.partner', buildPartner({ id: 30, name: 'BASH SAS' }));
  made.put('res.partner', buildPartner({ id: 40, name: 'Alice', parent_id: 30 }));
  STAGES.forEach((stage) => made.put('crm.stage', stage));
  const at = NOW.getTime();
  made.put('crm.lead', buildLead(at, { id: 1, name: 'Devis Wi-Fi', partner_id: 40, priority: '2' }));
  made.put('crm.lead', buildLead(at, { id: 2, name: 'Facture', type: 'lead', probability: 100, stage_id: 4 }));
  made.put('crm.lead', buildLead(at, { id: 3, active: false, probability: 0, create_date: '2026-01-01 00:00:00' }));
  return made;
}

function ids(domain: unknown): number[] {
  const made = tables();
  return made
    .all('crm.lead')
    .filter(compileDomain(made, 'crm.lead', domain))
    .map(({ id }) => id);
}

test('terms, and the operators between them', () => {
  for (const [domain, expected] of [
    [[], [1, 2, 3]],
    [[['type', '=', 'opportunity']], [1, 3]],
    [[['type', '!=', 'opportunity']], [2]],
    [[['id', 'in', [1, 9]]], [1]],
    [[['id', 'not in', [1]]], [2, 3]],
    [[['id', '>', 1]], [2, 3]],
    [[['probability', '<', 100]], [1, 3]],
    [[['write_date', '>=', '2026-03-12 10:00:00']], [1, 2]],
    [[['create_date', '<=', '2026-01-01']], []],
    [[['name', 'ilike', 'wi-fi']], [1]],
    [[['partner_id', 'ilike', 'bash']], [1]],
    [[['partner_id', '=', false]], [2, 3]],
    [[['partner_id.commercial_partner_id', '=', 30]], [1]],
    [[['partner_id.commercial_partner_id.name', '=', 'BASH SAS']], [1]],
    [
      [
        ['won_status', '=', 'pending'],
        ['active', '=', true],
      ],
      [1],
    ],
    [[['won_status', '=', 'lost']], [3]],
    [['|', ['id', '=', 1], ['id', '=', 2], ['type', '=', 'lead']], [2]],
    [
      ['!', ['id', '=', 1]],
      [2, 3],
    ],
    [
      ['|', '&', ['id', '>', 1], ['id', '<', 3], ['priority', '=', '2']],
      [1, 2],
    ],
  ] as const) {
    assert.deepEqual(ids(domain), expected, JSON.stringify(domain));
  }
});

test('what Odoo refuses', () => {
  for (const [domain, message] of [
    [[['nom', '=', 1]], /Invalid field crm.lead.nom/],
    [[['name.nom', '=', 1]], /Invalid field/],
    [[['commercial_partner_id', '=', 30]], /not stored/],
    [[['id', '<=>', 1]], /Invalid operator/],
    [[['id', '=']], /invalid item/],
    [['|', ['id', '=', 1]], /missing terms/],
    [[['id', 'in', 1]], /must be a list/],
    [[['create_date', '>', '2026-03-12 10:00:00Z']], /unconverted data remains/],
  ] as const) {
    assert.throws(
      () => ids(domain),
      (error) =>
        error instanceof OdooException && error.pythonName === 'builtins.ValueError' && message.test(error.message),
      JSON.stringify(domain)
    );
  }
  assert.throws(() => ids('type=opportunity'), /Domain must be a list/);
});
