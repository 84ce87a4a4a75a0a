// `npm run failover`: several backends on one PostgreSQL, the leader killed, stopped or frozen again and again while tickets
// change (`-- --rounds 20 --seed 7`). Is every change in the store exactly once, and how long is nobody leading?
import { parseArgs } from 'node:util';

import { postgresBinaries } from '../../backend/test/support/store/postgres-server.ts';
import { atMost } from '../measuring/report.ts';
import { runToVerdict } from '../measuring/run-to-verdict.ts';
import { failover } from './failover.ts';

const { values: flags } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const [rounds, seed] = [Number(flags.rounds), Number(flags.seed)];
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error('--rounds must be a whole number of at least 1, --seed a whole number.');
  process.exit(2);
}
if (postgresBinaries === undefined) {
  console.error('There is no PostgreSQL server on PATH or in /usr/lib/postgresql: install it (Debian: postgresql).');
  process.exit(2);
}

await runToVerdict(async (stop) => {
  const { takeOvers, changes, lost, notOnce, mixedEpochs } = await failover({
    ...{ rounds, seed, stop },
    say: (line) => console.log(`• ${line}`),
  });
  const slowest = (...kinds: string[]) =>
    Math.max(0, ...takeOvers.filter(({ kind }) => kinds.includes(kind)).map(({ ms }) => ms));
  return [
    atMost('slowest take-over after a kill or a freeze', slowest('kill', 'freeze'), 10_000, 'ms'),
    atMost('slowest take-over after a stop in good order', slowest('stop'), 10_000, 'ms'),
    atMost(`changes lost, of ${changes}`, lost, 0, ''),
    atMost('changes not noted exactly once', notOnce, 0, ''),
    atMost('epochs under which several backends wrote', mixedEpochs, 0, ''),
  ];
});
