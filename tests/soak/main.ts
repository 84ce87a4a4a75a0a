// `npm run soak`: does the backend hold out? Load, a living data set and failing upstreams for some minutes
// (`-- --minutes 30`), then what it took and whether its memory held.
import path from 'node:path';
import { parseArgs } from 'node:util';

import { printMeasurement } from '../bench/report.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

const { values: flags } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const minutes = Number(flags.minutes);
if (!(minutes >= 1)) {
  console.error(`--minutes must be a number of at least 1, not "${flags.minutes}".`);
  process.exit(2);
}

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => stop.abort());
}
const root = path.resolve(import.meta.dirname, '..', '..');
const say = (line: string) => console.log(`• ${line}`);
try {
  const lines = judge(await soak({ root, minutes, say, stop: stop.signal }));
  console.log('');
  lines.forEach(printMeasurement);
  process.exit(lines.some((line) => line.ok === false) ? 1 : 0);
} catch (error) {
  if (!stop.signal.aborted) {
    throw error;
  }
  console.error('✗ stopped before its time: no verdict');
  process.exit(1);
}
