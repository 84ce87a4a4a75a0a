// `npm run bench`: speed, each figure beside what it is compared with, measured in one run.
// `-- --json FILE` writes the lines as JSON; `-- --only NAME` runs one group.
// Exit code 0: every target is met; 1: some are not, named at the end, or could not be measured; 2: wrong usage.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { sentenceOf } from '../../demo/failure.ts';
import { goMissing } from '../../scripts/go-version.ts';
import { endOf, type Measurement, printMeasurement } from '../measuring/report.ts';
import { mariadbMissing } from '../servers/databases/mariadb.ts';
import { stopOnSignals } from '../servers/processes/stop-on-signals.ts';
import { isStopping } from '../servers/processes/tied.ts';
import { benchBoardQueries } from './groups/board-queries.ts';
import { benchCounters } from './groups/counters.ts';
import { benchCountersWorst } from './groups/counters-worst.ts';
import { benchExpressions } from './groups/expressions.ts';
import { benchFairness } from './groups/fairness.ts';
import { benchFirstReading } from './groups/first-reading.ts';
import { benchGoPart } from './groups/go-part.ts';
import { benchGrowth } from './groups/growth.ts';
import { benchReports } from './groups/reports.ts';
import { benchToday } from './groups/today.ts';
import { type BenchOptions, readOptions } from './options.ts';

interface Group {
  run: (root: string) => Promise<Measurement[]>;
  /** How long it takes as a rule, on two processors. */
  usual: string;
  /** Why this machine cannot run it; undefined when it can. */
  missing?: (root: string) => string | undefined;
}

const GROUPS: Record<string, Group> = {
  'first-reading': { run: benchFirstReading, usual: '1 minute' },
  'board-queries': { run: benchBoardQueries, usual: '5 to 10 minutes' },
  counters: { run: benchCounters, usual: '5 to 10 minutes', missing: mariadbMissing },
  'counters-worst': { run: benchCountersWorst, usual: '5 to 10 minutes', missing: mariadbMissing },
  today: { run: benchToday, usual: '2 to 5 minutes', missing: mariadbMissing },
  expressions: { run: benchExpressions, usual: 'seconds' },
  reports: { run: benchReports, usual: '5 to 10 minutes', missing: mariadbMissing },
  fairness: { run: benchFairness, usual: '5 minutes', missing: mariadbMissing },
  growth: { run: benchGrowth, usual: '5 to 10 minutes' },
  'go-part': { run: benchGoPart, usual: '1 minute', missing: goMissing },
};

stopOnSignals({ announce: (signal) => console.error(`\n✗ stopped by ${signal} before its end: no verdict`) });

const root = path.resolve(import.meta.dirname, '..', '..');
const options = optionsOrEnd();
const measurements: Measurement[] = [];
const failures: string[] = [];
for (const name of options.groups) {
  const group = GROUPS[name]!;
  const missing = group.missing?.(root);
  if (missing !== undefined) {
    console.log(`\n!!! ${missing}: the lines of ${name} are left out`);
    continue;
  }
  console.log(`\n${name} (usually ${group.usual})`);
  try {
    const lines = await group.run(root);
    lines.forEach(printMeasurement);
    measurements.push(...lines);
  } catch (error) {
    if (isStopping()) {
      break;
    }
    const sentence = `${name}: ${sentenceOf(error)}`;
    console.log(`✗ ${sentence}`);
    failures.push(sentence);
    if (process.env['LOG_LEVEL'] === 'debug') {
      console.error(error);
    }
  }
}
// A run that was stopped ends once all that it started has ended.
if (!isStopping()) {
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(measurements, null, 2)}\n`).catch((error: unknown) => {
      failures.push(`${options.json} could not be written: ${sentenceOf(error)}`);
    });
  }
  const end = endOf(measurements, failures);
  console.log(`\n${end.text}`);
  process.exit(end.exitCode);
}

function optionsOrEnd(): BenchOptions {
  try {
    return readOptions(process.argv.slice(2), Object.keys(GROUPS));
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}
