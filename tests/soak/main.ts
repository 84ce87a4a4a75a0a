// `npm run soak`: does the backend hold out? Load, a living data set and failing upstreams for some minutes
// (`-- --minutes 30`), then what it took and whether its memory held.
import path from 'node:path';
import { parseArgs } from 'node:util';

import { printMeasurement } from '../bench/report.ts';
import { stopOnSignals } from '../servers/stop-on-signals.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

const { values: flags } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const minutes = Number(flags.minutes);
if (!(minutes >= 1)) {
  console.error(`--minutes must be a number of at least 1, not "${flags.minutes}".`);
  process.exit(2);
}

const stop = new AbortController();
stopOnSignals({
  announce: () => {
    console.error('✗ stopped before its time: no verdict');
    stop.abort();
  },
  exitCode: () => 1,
});
const root = path.resolve(import.meta.dirname, '..', '..');
const say = (line: string) => console.log(`• ${line}`);
try {
  const lines = judge(await soak({ root, minutes, say, stop: stop.signal }));
  console.log('');
  lines.forEach(printMeasurement);
  process.exit(lines.some((line) => line.ok === false) ? 1 : 0);
} catch (error) {
  // What was asked to stop ends by itself, once everything tied to it has ended.
  if (!stop.signal.aborted) {
    throw error;
  }
}
