import assert from 'node:assert/strict';
import test from 'node:test';

import { problemsOf } from '../../../test/support/rules-problems.ts';

test('more than eight problems are named, and a file that is no mapping at all', () => {
  const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
  assert.deepEqual(
    problemsOf(keys.map((key) => `${key}1: 1`).join('\n')).map((problem) => problem.split(':', 3)[1]),
    keys.map((_, index) => `1 ${keys[index]}1`)
  );
  assert.match(
    problemsOf('just a text').join(),
    /^1:1 : must be a mapping with the keys statuses, .*, not "just a text"$/
  );
  assert.match(problemsOf('- volume').join(), /^1:1 : must be a mapping with the keys statuses, .*, not \["volume"\]$/);
});

test('what does not fit together has its place in the file, also behind items that are wrong', () => {
  assert.deepEqual(
    problemsOf(`clients:
  - { name: 12 }
  - { name: A, aliases: [7, B] }
  - { name: B, volume: { warn: 3, high: 2 } }
counters:
  goals:
    - { month: 2026-12, entries: 1 }
    - { enterprise: "bash ", month: 2026-12, entries: 1 }
  enterprises: [{ name: BASH, alsoWritten: [null, "bash "] }]
`),
    [
      '2:13 clients[0].name: must be a text, not 12; put it in quotes',
      '3:26 clients[1].aliases[0]: must be a text, not 7; put it in quotes',
      '4:13 clients[2].name: the name "B" of "B" belongs to "A" already (line 3)',
      '4:24 clients[2].volume: warn (3) must not be above high (2)',
      '7:7 counters.goals[0]: the key "enterprise" is missing',
      '8:21 counters.goals[1].enterprise: "bash " is a spelling of "BASH": write that name',
      '9:45 counters.enterprises[0].alsoWritten[0]: must be a text, not empty',
    ]
  );
});
