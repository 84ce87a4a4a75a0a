import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { goMissing } from './go-version.ts';

for (const [name, program, sentence] of [
  ['takes the version of go.mod', 'echo go version go1.26.5 linux/amd64', undefined],
  ['takes a newer one', 'echo go version go1.27 linux/amd64', undefined],
  ['takes a build of the development line', 'echo go version go1.30-devel_abc linux/amd64', undefined],
  [
    'refuses an older one',
    'echo go version go1.19.8 linux/amd64',
    /^Go 1\.26\.5 or newer is needed, the one on this machine is 1\.19\.8 /,
  ],
  ['refuses an older patch', 'echo go version go1.26.4 linux/amd64', /^Go 1\.26\.5 or newer .* is 1\.26\.4 /],
  [
    'refuses one that cannot fetch the version',
    'echo "go: download go1.26.5: no network" >&2; exit 1',
    /does not become Go 1\.26\.5.*: go: download go1\.26\.5: no network/,
  ],
  ['names no Go', undefined, /^there is no Go on this machine/],
] as const) {
  test(`the search for Go ${name}`, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'vigie-go-'));
    const before = process.env['PATH'];
    t.after(async () => {
      process.env['PATH'] = before;
      await rm(folder, { recursive: true });
    });
    await writeFile(path.join(folder, 'go.mod'), 'module x\n\ngo 1.26.5\n');
    if (program !== undefined) {
      await writeFile(path.join(folder, 'go'), `#!/bin/sh\n${program}\n`);
      await chmod(path.join(folder, 'go'), 0o755);
    }
    process.env['PATH'] = folder;
    const missing = goMissing(folder);
    if (sentence === undefined) {
      assert.equal(missing, undefined);
    } else {
      assert.match(missing ?? '', sentence);
    }
  });
}
