import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { REFERENCE, REFERENCE_PAGES } from './generate.ts';

for (const { file, render } of REFERENCE_PAGES) {
  test(`docs/reference/${file} says what the code says now`, async () => {
    assert.equal(
      await readFile(new URL(file, REFERENCE), 'utf8'),
      await render(),
      'Stale. Run: npm run docs:reference'
    );
  });
}

test('docs/reference holds no page that nothing makes', async () => {
  assert.deepEqual((await readdir(REFERENCE)).sort(), REFERENCE_PAGES.map(({ file }) => file).sort());
});
