// `npm run soak`: does the backend hold out? Load, a living data set and failing upstreams for some minutes
// (`-- --minutes 30`), then what it took and whether its memory held.
import path from 'node:path';
import { parseArgs } from 'node:util';

import { runToVerdict } from '../bench/run-to-verdict.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

const { values: flags } = parseArgs({ options: { minutes: { type: 'string', default: '5' } } });
const minutes = Number(flags.minutes);
if (!(minutes >= 1)) {
  console.error(`--minutes must be a number of at least 1, not "${flags.minutes}".`);
  process.exit(2);
}

const root = path.resolve(import.meta.dirname, '..', '..');
const say = (line: string) => console.log(`• ${line}`);
await runToVerdict(async (stop) => judge(await soak({ root, minutes, say, stop })));
