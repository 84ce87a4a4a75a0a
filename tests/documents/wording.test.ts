import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readCheckedFiles } from './checked-files.ts';
import { ODD_WORDING } from './wording.ts';

/** The list itself, which has to name what it refuses. */
const LIST = 'tests/documents/wording.ts';

/** The odd phrases of a text, each with its line. */
function oddIn(text: string): string[] {
  return ODD_WORDING.flatMap(({ odd, instead }) =>
    [...text.matchAll(new RegExp(odd, `${odd.flags}g`))].map(({ 0: found, index }) => {
      const line = text.slice(0, index).split('\n').length;
      return `${line}: "${found}"; write instead: ${instead}`;
    })
  );
}

test('English of code and documents has no wording of the list', async () => {
  const files = (await readCheckedFiles()).filter(({ file }) => file !== LIST);
  assert.ok(files.length > 1000);
  assert.deepEqual(
    files.flatMap(({ file, text }) => oddIn(text).map((odd) => `${file}:${odd}`)),
    []
  );
});
