import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { readLocalServer } from '../../backend/src/identity/local-token.ts';
import { startBackend } from './backend.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

test('a backend is there once commands find it, and another server on its port is not it', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-demo-backend-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  // Answers as a healthy backend would.
  const other = createServer((_request, response) => response.end('{"status":"ok"}'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.after(() => other.close());
  const address = other.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  await assert.rejects(
    startBackend(root, path.join(folder, 'one'), { PORT: String(port) }),
    /did not start: Port \d+ of 127\.0\.0\.1 is taken\..* Its log: /
  );

  const backend = await startBackend(root, path.join(folder, 'two'), {});
  t.after(() => backend.close());
  const published = await readLocalServer(path.join(folder, 'two'));
  assert.equal(published?.pid, backend.pid);
  assert.equal(published.url, backend.url);
});
