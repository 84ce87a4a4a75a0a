#!/usr/bin/env node
// Plain JavaScript that any Node.js understands: it has to explain itself where TypeScript cannot run.
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const NEEDED = 24;

/**
 * Of each half of the heap's young part, at least so many megabytes: what one query makes fits in and is gone with it. Below,
 * such objects are taken for old ones, and queries over thousands of shops wait for collections of the whole heap. V8 takes
 * this at its start only.
 */
const YOUNG_HEAP = '--min-semi-space-size=4';

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `vigie: Node.js ${NEEDED} or newer is needed, this is ${process.versions.node}. ` +
      'In the checkout, run it as "npx vigie": npm puts the right one in front.\n'
  );
  process.exitCode = 1;
} else {
  // The server answers queries; other commands need not begin twice.
  if (process.argv[2] === 'serve' && process.execve !== undefined && !process.execArgv.includes(YOUNG_HEAP)) {
    // The same process begins anew: its number stays, and with it whoever waits for it or stops it. Windows cannot do that.
    process.execve(process.execPath, [process.execPath, YOUNG_HEAP, ...process.execArgv, ...process.argv.slice(1)]);
  }
  // V8 sizes its heap for the speed of one big program: left alone, a backend whose live data is 50 MB grows to 450.
  // Collecting early instead costs some processor time. It is set here, not on the command line, to hold however the
  // program is started; it limits nothing: the heap may still grow as far as the machine lets it.
  setFlagsFromString('--optimize-for-size');
  // Modules stripped of types and compiled once, not at each start: half the time, and without the compiler 20 MB less.
  // Beside the packages, where only their owner writes; where nobody may, Node.js does without.
  const { enableCompileCache } = await import('node:module');
  enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/vigie', import.meta.url)));
  const { main } = await import('../src/cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
