import assert from 'node:assert/strict';
import test from 'node:test';

import type { ClientRule } from '../rules/rules.ts';
import { type ClientFacts, clientLabel, clientMatcher } from './clients.ts';

const client = (name: string, given: Partial<ClientRule> = {}): ClientRule => ({
  name,
  aliases: [],
  ateraCustomerIds: [],
  odooPartnerIds: [],
  volume: null,
  ...given,
});
const anywhere = (id: number) => ({ connection: null, id });

const RULES = {
  clients: [
    client('BASH', {
      aliases: ['Ba&sh', 'BASH SAS'],
      ateraCustomerIds: [anywhere(101)],
      odooPartnerIds: [anywhere(31)],
    }),
    client('Hôtel de la Trémoille'),
    client('Pimkie', { ateraCustomerIds: [{ connection: 'lyon', id: 101 }, anywhere(7)] }),
  ],
};

const named = (facts: Partial<ClientFacts>): string | undefined =>
  clientMatcher(RULES)({ connection: 'atera', source: 'atera', customerId: null, customerName: null, ...facts })?.name;

test('a name matches by folded equality with the name or an alias', () => {
  assert.equal(named({ customerName: ' bash ' }), 'BASH');
  assert.equal(named({ customerName: 'BA&amp;SH' }), 'BASH');
  assert.equal(named({ customerName: 'Bash  Sas' }), 'BASH');
  assert.equal(named({ customerName: 'HOTEL DE LA TREMOILLE' }), 'Hôtel de la Trémoille');
});

test('never by a part of a name', () => {
  assert.equal(named({ customerName: 'BASH SASU' }), undefined);
  assert.equal(named({ customerName: 'Pimkie France' }), undefined);
  assert.equal(named({ customerName: 'Tremoille' }), undefined);
  assert.equal(named({ customerName: '' }), undefined);
  assert.equal(named({ customerName: null }), undefined);
});

test('an id beats a name', () => {
  assert.equal(named({ customerId: 101, customerName: 'Pimkie' }), 'BASH');
  assert.equal(named({ customerId: 999, customerName: 'Pimkie' }), 'Pimkie');
  assert.equal(named({ customerId: 7, customerName: null }), 'Pimkie');
});

test('an id with its connection beats the same id without', () => {
  assert.equal(named({ connection: 'lyon', customerId: 101 }), 'Pimkie');
  assert.equal(named({ connection: 'paris', customerId: 101 }), 'BASH');
});

test('ids of Atera and of Odoo are two things', () => {
  assert.equal(named({ source: 'odoo', connection: 'odoo', customerId: 31 }), 'BASH');
  assert.equal(named({ source: 'odoo', connection: 'odoo', customerId: 101 }), undefined);
  assert.equal(named({ customerId: 31 }), undefined);
});

test("lists show the rules' name when matched, else the upstream's", () => {
  assert.equal(clientLabel('BASH', 'Ba&amp;sh'), 'BASH');
  assert.equal(clientLabel(null, ' Caf&eacute; Noir '), 'Café Noir');
  assert.equal(clientLabel(null, '  '), null);
  assert.equal(clientLabel(null, null), null);
});
