import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

const ENTRY = path.resolve(import.meta.dirname, '..', 'run.cjs');

async function program(t: TestContext, text: string, name = 'program.ts'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-start-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

/** With execve the entry becomes the program; a Node.js without it stays beside the program. */
const WAYS = [
  ['in its place', []],
  ['beside it', ['--require', 'NO_EXECVE']],
] as const;

for (const [way, flags] of WAYS) {
  const flagsIn = async (t: TestContext) => {
    const preload = await program(t, 'process.execve = undefined;', 'preload.cjs');
    return flags.map((flag) => (flag === 'NO_EXECVE' ? preload : flag));
  };

  test(`the exit code of the program is the command's (${way})`, async (t) => {
    const file = await program(t, 'const code: number = 7; process.exit(code);');
    assert.equal(spawnSync(process.execPath, [...(await flagsIn(t)), ENTRY, file]).status, 7);
  });

  test(`reports a program killed by a signal as such (${way})`, async (t) => {
    const file = await program(t, "process.kill(process.pid, 'SIGTERM'); setTimeout(() => undefined, 10_000);");
    assert.equal(spawnSync(process.execPath, [...(await flagsIn(t)), ENTRY, file]).signal, 'SIGTERM');
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    test(`${signal} reaches the program, which ends in its own time (${way})`, async (t) => {
      const file = await program(
        t,
        `let received = 0;
         process.on('${signal}', () => { received += 1; setTimeout(() => { console.log(received); process.exit(3); }, 100); });
         setInterval(() => undefined, 1_000);
         console.log('ready');`
      );
      const child = spawn(process.execPath, [...(await flagsIn(t)), ENTRY, file], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said: string[] = [];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        said.push(text);
        if (text.includes('ready')) {
          child.kill(signal);
        }
      });
      const [code] = (await once(child, 'close')) as [number];
      assert.equal(code, 3);
      assert.equal(said.join(''), 'ready\n1\n');
    });
  }
}
