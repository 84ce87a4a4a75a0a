// `npm test`: every suite, one after the other, and the closing line `N passed, N failed, N skipped`.
// `npm run test:<suite> [-- arguments for its tool]` runs one of them.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';

import { otherVersions } from '../grafana-packages/packages.ts';
import { stopOnSignals } from '../servers/processes/stop-on-signals.ts';
import { isStopping, refuseWhileStopping } from '../servers/processes/tied.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { duration } from './duration.ts';
import { memoryFolder } from './memory-folder.ts';
import { e2eSuite } from './suites/e2e-suite.ts';
import { goSuite } from './suites/go-suite.ts';
import { jestSuite, jestSuiteOn } from './suites/jest-suite.ts';
import { nodeSuite } from './suites/node-suite.ts';
import { add, type Counts, isIntegration, NOTHING, type Suite } from './suites/suite.ts';
import { installSystemPackages } from './system-packages.ts';

const suites: Suite[] = [
  nodeSuite({
    name: 'unit',
    title: 'Rules and units (Node)',
    usual: '2 to 4 minutes',
    isOfSuite: (file) => !isIntegration(file),
  }),
  nodeSuite({
    name: 'integration',
    title: 'Over HTTP and real databases (Node)',
    usual: '5 to 15 minutes',
    isOfSuite: isIntegration,
  }),
  jestSuite,
  goSuite,
  e2eSuite,
];

/** Take minutes and fail where the types of the same packages (`npm run typecheck`) do, so they run where they are asked for. */
const onDemand: Suite[] = (await otherVersions()).map(jestSuiteOn);

const root = path.resolve(import.meta.dirname, '..', '..');
const [wanted, ...extra] = process.argv.slice(2);
const known = [...suites, ...onDemand];
const chosen = wanted === undefined ? suites : known.filter(({ name }) => name === wanted);
if (chosen.length === 0) {
  console.error(`There is no suite "${wanted}": it is one of ${known.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

stopOnSignals({ announce: (signal) => console.error(`\n${signal}: stopping what the tests have started…`) });
// A folder that was chosen for temporary files is the one where tests have theirs.
const inMemory = process.env.TMPDIR === undefined ? memoryFolder() : undefined;
// Whatever tests and tools write beside the checkout goes with the run, even when it is killed. Servers that run as a
// user of their own have to get through to their folders in it.
process.env.TMPDIR = tiedFolder({ mode: 0o711 }).path;
const scratch = inMemory === undefined ? process.env.TMPDIR : tiedFolder({ folder: inMemory, mode: 0o711 }).path;

if (wanted === undefined) {
  installSystemPackages();
}

const reports = path.join(process.env.TMPDIR, 'reports');
await mkdir(reports);

try {
  await runAll();
} catch (error) {
  // What a signal has ended has no outcome of its own: the process ends when everything has stopped.
  if (!isStopping()) {
    throw error;
  }
}

async function runAll(): Promise<void> {
  const results: [Suite, Counts][] = [];
  for (const suite of chosen) {
    console.log(`\n── ${suite.title}: ${extra.length > 0 ? extra.join(' ') : `usually ${suite.usual}`} ──`);
    const startedAt = performance.now();
    const counts = await suite.run({ root, reports, scratch, extra });
    refuseWhileStopping();
    console.log(`\n   ${sentence(counts)} (${duration(performance.now() - startedAt)})`);
    results.push([suite, counts]);
  }

  const total = results.reduce((sum, [, counts]) => add(sum, counts), NOTHING);
  console.log('');
  for (const [suite, counts] of results) {
    console.log(`${suite.name.padEnd(12)} ${sentence(counts)}`);
  }
  console.log('');
  console.log(sentence(total));
  process.exit(total.failed > 0 || total.passed === 0 ? 1 : 0);
}

function sentence({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
