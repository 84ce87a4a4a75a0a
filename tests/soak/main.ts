// `npm run soak`: does the backend hold out, and is every answer right all the time? A mixed load with a hostile tenant and parts
// that fail in turn, for half an hour (`-- --minutes 5 --seed 7`), then what it took.
import path from 'node:path';
import { parseArgs } from 'node:util';

import { postgresBinaries } from '../../backend/test/support/store/postgres-server.ts';
import { runToVerdict } from '../measuring/run-to-verdict.ts';
import { mariadbMissing } from '../servers/databases/mariadb.ts';
import { soak } from './soak.ts';
import { judge } from './verdict.ts';

const { values: flags } = parseArgs({
  options: { minutes: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' } },
});
const [minutes, seed] = [Number(flags.minutes), Number(flags.seed)];
if (!(minutes >= 1) || !Number.isInteger(seed)) {
  console.error('--minutes must be a number of at least 1, --seed a whole number.');
  process.exit(2);
}
const missing = postgresBinaries === undefined ? 'no PostgreSQL server' : mariadbMissing();
if (missing !== undefined) {
  console.error(`${missing}: install it (Debian: postgresql, mariadb-server).`);
  process.exit(2);
}

const root = path.resolve(import.meta.dirname, '..', '..');
const say = (line: string) => console.log(`• ${line}`);
await runToVerdict(async (stop) => {
  const seen = await soak({ root, minutes, seed, say, stop });
  seen.unlike.forEach((line) => say(`not right again: ${line}`));
  return judge(seen);
});
