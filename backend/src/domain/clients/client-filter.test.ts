import assert from 'node:assert/strict';
import { test } from 'node:test';

import { clientFilter } from './client-filter.ts';

const client = (name: string, aliases: string[] = []) => ({
  name,
  aliases,
  ateraCustomerIds: [],
  odooPartnerIds: [],
  volume: null,
});
const rules = { clients: [client('BASH', ['Ba&sh']), client('Valeor')] };

test('a big client is meant by any of its spellings, and then by nothing else', () => {
  const filter = clientFilter(rules, ['ba&amp;SH', 'bash']);
  assert.deepEqual(filter, { clients: ['BASH'], others: false, upstreamNames: new Set() });
});

test('"Autres" means all but the big clients; other names are those of upstreams, folded', () => {
  assert.deepEqual(clientFilter(rules, ['autres']), { clients: [], others: true, upstreamNames: new Set(['autres']) });
  assert.deepEqual(clientFilter(rules, ['Hôtel  X', 'valeor']), {
    clients: ['Valeor'],
    others: false,
    upstreamNames: new Set(['hotel x']),
  });
});
