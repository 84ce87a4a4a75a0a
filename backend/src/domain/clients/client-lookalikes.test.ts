import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_RULES } from '../rules/rules.ts';
import { lookalike } from './client-lookalikes.ts';

const clients = DEFAULT_RULES.clients.map((client) =>
  client.name === 'BASH' ? { ...client, aliases: ['Maison Bash'] } : client
);

test('names that hold a client, leave some of it out, or differ by spaces, points or a slip look alike', () => {
  for (const [seen, name] of [
    ['Pimkie France', 'Pimkie'],
    ['PIMKIE-DIRAMODE', 'Pimkie'],
    ['Pimkye', 'Pimkie'],
    ['B.A.S.H', 'BASH'],
    ['Ba&amp;sh', 'BASH'],
    ['La Maison Bash', 'BASH'],
    ['Hotel de la Tremouille', 'Hôtel de la Trémoille'],
    ['de la Trémoille', 'Hôtel de la Trémoille'],
    ['CASI', 'CASI PSE'],
    ['Groupe April', 'APRIL'],
  ] as const) {
    assert.equal(lookalike(clients, seen)?.name, name, seen);
  }
});

test('parts of words and short names do not', () => {
  for (const seen of ['Bashir SARL', 'Avril', 'PSE', 'Hôtel', 'SA', '', '&', 'Aprilia', 'Dupont']) {
    assert.equal(lookalike(clients, seen), undefined, seen);
  }
});
