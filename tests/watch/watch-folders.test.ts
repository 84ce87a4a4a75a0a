import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { watchFolders, type Watching } from './watch-folders.ts';

/** A watched folder `src`, and the work as it is done. */
async function scene(t: TestContext, options: Partial<Watching> = {}) {
  const root = await mkdtemp(path.join(tmpdir(), 'watch-'));
  await mkdir(path.join(root, 'src', 'room'), { recursive: true });
  await mkdir(path.join(root, 'src', 'node_modules'));
  const events = new EventEmitter();
  const done: string[][] = [];
  const end = watchFolders({
    root,
    folders: ['src', 'not-there'],
    quietMs: 20,
    work: async (files) => {
      done.push([...files]);
      events.emit('work');
    },
    ...options,
  });
  t.after(async () => {
    end();
    await rm(root, { recursive: true });
  });
  return { done, write: (file: string) => writeFile(path.join(root, file), 'x'), worked: () => once(events, 'work') };
}

test('works once on files that change together, named from the root', async (t) => {
  const { done, write, worked } = await scene(t, { quietMs: 2_000 });
  const work = worked();
  await Promise.all([write('src/b.ts'), write('src/room/a.ts')]);
  await work;
  assert.deepEqual(done, [['src/b.ts', 'src/room/a.ts']]);
});

test('leaves out packages and what does not count', async (t) => {
  const { done, write, worked } = await scene(t, { counts: (file) => !file.endsWith('.md') });
  const work = worked();
  await write('src/node_modules/index.js');
  await write('src/README.md');
  await write('src/a.ts');
  await work;
  assert.deepEqual(done, [['src/a.ts']]);
});

test('keeps what changes during the work for the next time', async (t) => {
  const seen: string[] = [];
  const { promise: second, resolve: isSecond } = Promise.withResolvers<void>();
  let atWork = 0;
  const { write } = await scene(t, {
    work: async (files) => {
      atWork += 1;
      assert.equal(atWork, 1, 'two at once');
      if (seen.length === 0) {
        const noticed = write('src/b.ts');
        await noticed;
        // Longer than it takes to be noticed.
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      seen.push(...files);
      atWork -= 1;
      if (files.includes('src/b.ts')) {
        isSecond();
      }
    },
  });
  await write('src/a.ts');
  await second;
  assert.deepEqual(seen, ['src/a.ts', 'src/b.ts']);
});
