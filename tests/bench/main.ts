// `npm run bench`: speed, each figure beside what it is compared with, measured in one run.
// `-- --json FILE` writes the lines as JSON; `-- --only NAME` runs one group.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { benchBoardQueries } from './board-queries.ts';
import { benchCounters } from './counters.ts';
import { benchFirstReading } from './first-reading.ts';
import { benchGoPart } from './go-part.ts';
import { type Measurement, printMeasurement } from './report.ts';

const groups: Record<string, (root: string) => Promise<Measurement[]>> = {
  'first-reading': benchFirstReading,
  'board-queries': benchBoardQueries,
  counters: benchCounters,
  'go-part': benchGoPart,
};

const { values: flags } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });
if (flags.only !== undefined && !(flags.only in groups)) {
  console.error(`There is no group "${flags.only}": it is one of ${Object.keys(groups).join(', ')}.`);
  process.exit(2);
}

const root = path.resolve(import.meta.dirname, '..', '..');
const measurements: Measurement[] = [];
for (const [name, run] of Object.entries(groups)) {
  if (flags.only !== undefined && flags.only !== name) {
    continue;
  }
  console.log(`\n${name}`);
  for (const measurement of await run(root)) {
    printMeasurement(measurement);
    measurements.push(measurement);
  }
}
if (flags.json !== undefined) {
  await writeFile(flags.json, `${JSON.stringify(measurements, null, 2)}\n`);
}
process.exit(measurements.some((measurement) => measurement.ok === false) ? 1 : 0);
