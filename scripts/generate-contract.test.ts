import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import test from 'node:test';

import { CONTRACT, contract } from './generate-contract.ts';

test('is what the routes of the backend say now', async () => {
  assert.equal(await readFile(CONTRACT, 'utf8'), await contract(), 'Stale. Run: npm run contract:generate');
});
