import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { noProcessList } from './leftovers.ts';
import { type Ending, ENDINGS, startProgram } from './stopping.ts';
import { tiedFolder } from './tied-folder.ts';
import { runTied, startTied } from './tied-process.ts';

const skip = noProcessList;
const here = (name: string) => JSON.stringify(path.join(import.meta.dirname, name));

/** A program that ties a folder, and a process with a child that ignores every polite signal. */
const HOLDS_SOMETHING = `
  import { startTied } from ${here('tied-process.ts')};
  import { tiedFolder } from ${here('tied-folder.ts')};
  import { stopOnSignals } from ${here('stop-on-signals.ts')};
  if (process.env.HANDLES_SIGNALS) stopOnSignals({ announce: () => console.log('stopping') });
  const folder = tiedFolder().path;
  const deaf = 'trap "" TERM INT HUP; echo deaf; while :; do sleep 1; touch "$0/$$"; done';
  const { child } = startTied('sh', ['-c', '(' + deaf + ') & wait', folder], { output: ['inherit', 'inherit'] });
  if (process.env.EXITS) child.once('spawn', () => setTimeout(() => process.exit(3), 500));
`;

const program = ['--input-type=module', '--eval', HOLDS_SOMETHING];

for (const ending of Object.keys(ENDINGS) as Ending[]) {
  for (const HANDLES_SIGNALS of ['', 'yes']) {
    const handler = HANDLES_SIGNALS === '' ? 'without' : 'with';
    void test(
      `leaves no process and no folder after ${ending}, ${handler} a handler of signals`,
      { skip },
      async (t) => {
        const started = startProgram(t, program, { HANDLES_SIGNALS });
        await started.until((output) => output.includes('deaf'));
        assert.equal(readdirSync(started.folder).length, 1, 'a folder to remove');
        const { processes, files, code } = await started.end(ending);
        assert.deepEqual({ processes, files }, { processes: [], files: [] });
        if (HANDLES_SIGNALS !== '' && ending !== 'SIGKILL') {
          assert.equal(code, ending === 'SIGTERM' ? 143 : 130);
        }
      }
    );
  }
}

void test('leaves nothing after an exit in the middle of the work', { skip }, async (t) => {
  const started = startProgram(t, program, { EXITS: 'yes' });
  await started.until((output) => output.includes('deaf'));
  const { code, processes, files } = await started.gone();
  assert.deepEqual({ code, processes, files }, { code: 3, processes: [], files: [] });
});

void test('ends at once at the second signal, whatever still takes its time to stop', { skip }, async (t) => {
  const slow = `
    import { startTied } from ${here('tied-process.ts')};
    import { stopOnSignals } from ${here('stop-on-signals.ts')};
    stopOnSignals({ announce: () => console.log('stopping') });
    startTied('sh', ['-c', 'trap "" TERM; echo deaf; while :; do sleep 1; done'],
      { output: ['inherit', 'inherit'], graceMs: 3_600_000 });
  `;
  const started = startProgram(t, ['--input-type=module', '--eval', slow]);
  await started.until((output) => output.includes('deaf'));
  process.kill(started.child.pid ?? 0, 'SIGINT');
  await started.until((output) => output.includes('stopping'));
  // What comes within half a second is the same signal, sent once more by npm.
  await sleep(600);
  const { code, processes } = await started.end('SIGINT');
  assert.deepEqual({ code, processes }, { code: 130, processes: [] });
});

void test('stops in good order when one Ctrl-C comes twice, from the terminal and from npm', { skip }, async (t) => {
  const polite = `
    import { startTied } from ${here('tied-process.ts')};
    import { stopOnSignals } from ${here('stop-on-signals.ts')};
    stopOnSignals({ announce: () => console.log('stopping') });
    startTied('sh', ['-c', 'trap "echo orderly; exit" TERM; echo ready; while :; do sleep 0.1; done'],
      { output: ['inherit', 'inherit'] });
  `;
  const started = startProgram(t, ['--input-type=module', '--eval', polite]);
  await started.until((output) => output.includes('ready'));
  process.kill(started.child.pid ?? 0, 'SIGINT');
  const { output } = await started.end('SIGINT');
  assert.match(output, /stopping\norderly\n$/);
});

void test('ends with the process that started it, where that left a channel to it', { skip }, async (t) => {
  const starter = `
    import { spawn } from 'node:child_process';
    const held = ${JSON.stringify(HOLDS_SOMETHING)};
    spawn(process.execPath, ['--input-type=module', '--eval', held],
      { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'], env: { ...process.env, HANDLES_SIGNALS: 'yes' } });
  `;
  const started = startProgram(t, ['--input-type=module', '--eval', starter]);
  await started.until((output) => output.includes('deaf'));
  const { processes, files } = await started.end('SIGKILL');
  assert.deepEqual({ processes, files }, { processes: [], files: [] });
});

void test(
  'gives the exit code and the output of a program, and takes along what it leaves running',
  { skip },
  async () => {
    const { code, stdout, stderr } = await runTied('sh', ['-c', 'sleep 1000 & echo out; echo err >&2; exit 7'], {
      output: ['pipe', 'pipe'],
    });
    // The output ends only when no process holds it any more.
    assert.deepEqual({ code, stdout, stderr }, { code: 7, stdout: 'out\n', stderr: 'err\n' });
  }
);

void test('ends with 127, as a shell does, where there is no such program', async () => {
  assert.equal((await runTied('/no/such/program', [])).code, 127);
});

void test('kills what does not stop by itself in its time, and stops it once only', { skip }, async () => {
  const deaf = startTied('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 0.1; done'], {
    output: ['pipe', 'ignore'],
    graceMs: 100,
  });
  await new Promise((resolve) => deaf.child.stdout?.once('data', resolve));
  await Promise.all([deaf.stop(), deaf.stop()]);
  assert.deepEqual(await deaf.ended, { code: null, signal: 'SIGKILL' });
  await deaf.stop();
});

void test('removes a folder with what is in it, and leaves one that is kept', async (t) => {
  const folder = tiedFolder();
  writeFileSync(path.join(folder.path, 'file'), '');
  await folder.remove();
  assert.ok(!existsSync(folder.path));

  const keeping = `
    import { tiedFolder } from ${here('tied-folder.ts')};
    const folder = tiedFolder();
    folder.keep();
    console.log('kept');
    setInterval(() => undefined, 1000);
  `;
  const started = startProgram(t, ['--input-type=module', '--eval', keeping]);
  await started.until((output) => output.includes('kept'));
  assert.equal((await started.end('SIGKILL')).files.length, 1);
});
