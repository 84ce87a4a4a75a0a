import assert from 'node:assert/strict';
import test from 'node:test';

import { problemsOf } from '../../../../test/support/rules-problems.ts';
import { parseRules } from '../rules-file.ts';

test('grafana: a tenant’s own tickets are those of clients of the rules, some of them, shown in known ways', () => {
  const problems = (tickets: string, clients = '') =>
    problemsOf(`${clients}grafana: { tenants: [{ enterprise: A, org: A, tickets: ${tickets} }] }`);
  const { grafana } = parseRules(
    'grafana: { tenants: [{ enterprise: A, org: A, tickets: { clients: [BASH] } }] }',
    'x'
  );
  assert.deepEqual(grafana.tenants[0], {
    ...{ enterprise: 'A', org: 'A', recipients: [], language: null, timezone: null },
    tickets: { clients: ['BASH'], show: [], connections: null },
    groups: undefined,
  });
  assert.deepEqual(problems('{ clients: [Bash] }'), [
    '1:68 grafana.tenants[0].tickets.clients[0]: "Bash" is no client (clients). Did you mean "BASH"? There are: BASH, Pimkie, APRIL, Valeor, Hôtel de la Trémoille, CASI PSE',
  ]);
  // A client that is taken out, or renamed, is missed where it was named.
  assert.match(problems('{ clients: [BASH] }', 'clients: [{ name: Groupe BASH }]\n').join(), /"BASH" is no client/);
  assert.match(problems('{ clients: [] }').join(), /clients: must name at least one client/);
  assert.match(problems('{ clients: [BASH], connections: [] }').join(), /must name at least one connection/);
  assert.match(problems('{ show: [technician] }').join(), /the key "clients" is missing/);
  assert.match(problems('{ clients: [BASH], show: [url] }').join(), /one of technician, queue, status, not "url"/);
});
