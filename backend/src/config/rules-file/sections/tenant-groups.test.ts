import assert from 'node:assert/strict';
import test from 'node:test';

import { problemsOf } from '../../../../test/support/rules-problems.ts';

test('groups that Grafana could not name are refused with the reason', () => {
  assert.deepEqual(
    problemsOf(String.raw`grafana:
  tenants:
    - { enterprise: A, org: A, groups: [] }
    - { enterprise: B, org: B, groups: ['AGITEL\bash'] }
    - { enterprise: C, org: C, groups: ["*", 7, c, c] }
`),
    [
      '3:40 grafana.tenants[0].groups: must name at least one group',
      '4:41 grafana.tenants[1].groups[0]: Grafana cannot name a group that has a backslash in its name ("AGITEL\\bash"): rename it, or take its id',
      '5:41 grafana.tenants[2].groups[0]: "*" means everybody to Grafana: name the groups of the enterprise',
      '5:46 grafana.tenants[2].groups[1]: must be a text, not 7; put it in quotes',
      '5:52 grafana.tenants[2].groups[3]: the group "c" stands on line 5 already',
    ]
  );
});
