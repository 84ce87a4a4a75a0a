// `npm run chaos`: one trouble after the other for a backend under work (`-- --rounds 20 --seed 7 --store pglite`, `-- --only clock`). Does it
// come back by itself, with nothing lost and nothing doubled?
import path from 'node:path';
import { parseArgs } from 'node:util';

import { postgresBinaries } from '../../backend/test/support/store/postgres-server.ts';
import { atMost, told } from '../measuring/report.ts';
import { runToVerdict } from '../measuring/run-to-verdict.ts';
import { mariadbMissing } from '../servers/databases/mariadb.ts';
import { chaos } from './chaos.ts';

const { values: flags } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string', default: 'postgres' },
    only: { type: 'string' },
  },
});
const [rounds, seed] = [Number(flags.rounds), Number(flags.seed)];
const { store, only } = flags;
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error('--rounds must be a whole number of at least 1, --seed a whole number.');
  process.exit(2);
}
if (store !== 'postgres' && store !== 'pglite') {
  console.error(`--store must be postgres or pglite, not "${store}".`);
  process.exit(2);
}
const missing = store === 'postgres' && postgresBinaries === undefined ? 'no PostgreSQL server' : mariadbMissing();
if (missing !== undefined) {
  console.error(`${missing}: install it (Debian: postgresql, mariadb-server).`);
  process.exit(2);
}

const root = path.resolve(import.meta.dirname, '..', '..');
await runToVerdict(async (stop) => {
  const say = (line: string) => console.log(`• ${line}`);
  const { recoveries, differences, writes } = await chaos({
    ...{ root, rounds, seed, store, say, stop },
    ...(only !== undefined && { only }),
  });
  differences.forEach((line) => say(`differs: ${line}`));
  return [
    told('troubles', recoveries.length, ''),
    told('slowest recovery', Math.max(...recoveries), 'ms'),
    atMost('differences after a minute and a half', differences.length, 0, ''),
    told('shops that were acknowledged', writes.acknowledged, ''),
    atMost('… and are not there', writes.lost, 0, ''),
    atMost('… or twice', writes.doubled, 0, ''),
    atMost('… or without an entry in the audit', writes.untraced, 0, ''),
    atMost('shops that were refused and are there all the same', writes.unwanted, 0, ''),
  ];
});
