'use strict';
const { enableCompileCache } = require('node:module');
const path = require('node:path');
const { existsSync } = require('node:fs');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');

/**
 * What can be set only before the program starts. The backend's live data is small (50 MB) beside what a query over
 * thousands of shops makes and drops (5 MB), and V8, told to keep memory small (below), would keep stopping for it:
 * - of each half of the heap's young part, at least and at most so many megabytes: what a query makes is gone with it, not taken for old;
 * - the old part may grow by so many percent before the whole heap is looked through, not by the few that are left otherwise;
 * - a program at rest may collect by itself (`src/main/heap-at-rest.ts`).
 */
const HEAP = ['--min-semi-space-size=4', '--max-semi-space-size=8', '--heap-growing-percent=40', '--expose-gc'];
/**
 * glibc keeps memory that nobody uses:
 * - for every thread a pool, with V8's and libuv's threads 15 MB;
 * - large blocks and the end of its pool, the larger the blocks were that it has seen; with fixed bounds, 15 MB less under load.
 */
const MEMORY_POOLS = {
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
  MALLOC_TRIM_THRESHOLD_: String(128 * 1024),
};

// The server answers queries; other commands need not begin twice.
if (
  process.argv[2] === 'serve' &&
  process.execve !== undefined &&
  !HEAP.every((flag) => process.execArgv.includes(flag))
) {
  // The same process starts over: its number stays, and with it those who wait for it or stop it. Windows cannot do that.
  const command = [process.execPath, ...HEAP, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, command, { ...MEMORY_POOLS, ...process.env });
}
// V8 sizes its heap for the speed of one big program: left alone, a backend whose live data is 50 MB grows to 450.
// Collecting early instead costs some processor time. It is set here, not on the command line, to hold however the
// program is started; it limits nothing: the heap may still grow as far as the machine lets it.
setFlagsFromString('--optimize-for-size');
/** A package holds the program bundled, a checkout its sources. */
const [BUNDLED, SOURCES] = ['main.js', 'main.ts'].map((name) => path.join(__dirname, '..', 'src', 'cli', name));
const isBundled = existsSync(BUNDLED);
if (!isBundled) {
  // Modules stripped of types and compiled once, not at each start: half the time, and without the compiler 20 MB less.
  // Beside the packages, where only their owner writes; where nobody may, Node.js does without.
  enableCompileCache(path.join(__dirname, '..', '..', 'node_modules', '.cache', 'vigie'));
}

async function run() {
  const { main } = await import(pathToFileURL(isBundled ? BUNDLED : SOURCES).href);
  const code = await main(process.argv.slice(2));
  process.exitCode = code;
  if (code !== 0) {
    // Whatever a failure left open must not keep the process: its supervisor waits to start it again.
    process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
  }
}

void run();
