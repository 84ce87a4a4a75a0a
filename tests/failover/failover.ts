import { setTimeout as sleep } from 'node:timers/promises';

import pg from 'pg';

import { openStore } from '../../backend/src/store/driver/database.ts';
import { migrate } from '../../backend/src/store/driver/migrations/migrate.ts';
import { startPostgres } from '../../backend/test/support/store/postgres-server.ts';
import { buildTicket, startAteraSimulator } from '../simulators/atera/index.ts';
import { Random } from '../simulators/shared/activity/random.ts';
import { createReplicas, keepJournal } from './replicas.ts';

export interface FailoverOptions {
  /** How often the leader is killed or frozen. */
  rounds: number;
  /** The same seed, the same kinds of trouble at the same moments. */
  seed: number;
  say: (line: string) => void;
  stop: AbortSignal;
}

/** What a run saw. */
export interface FailoverResult {
  /** Milliseconds from each kill or freeze to the next leader. */
  takeOvers: { kind: Trouble; ms: number }[];
  /** Changes made at Atera, each to a ticket of its own. */
  changes: number;
  /** Changes whose ticket in the store is not as it is at Atera. */
  lost: number;
  /** Changes that the store noted more than once, or never. */
  notOnce: number;
  /** Epochs under which more than one backend wrote. */
  mixedEpochs: number;
}

type Trouble = 'kill' | 'freeze' | 'stop';

const KEY = 'sim-atera-key';
const REPLICAS = 3;
/** A change every so many milliseconds, each to the next ticket. */
const CHANGE_MS = 40;
/** Frozen for this long after the next one leads. */
const FROZEN_MS = 1_500;
/** What the last leader gets to read all that is left. */
const SETTLE_MS = 60_000;
const BEFORE = { TicketStatus: 'Open' };
const AFTER = { TicketStatus: 'Pending' };

/**
 * Backends share a store and read an Atera whose tickets change without pause. Again and again the leader is killed, stopped,
 * or frozen and let go once another one leads.
 *
 * @throws the reason of `stop`
 */
export async function failover({ rounds, seed, say, stop }: FailoverOptions): Promise<FailoverResult> {
  await using stack = new AsyncDisposableStack();
  const random = new Random(seed);
  const server = await startPostgres();
  stack.defer(() => server.stop());
  const databaseUrl = await server.createDatabase();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  stack.defer(() => pool.end());
  await prepare(databaseUrl, pool);

  const tickets = Math.max(500, rounds * 600);
  const before = Date.now() - 3_600_000;
  const atera = await startAteraSimulator({
    apiKeys: [KEY],
    requestsPerMinute: 100_000,
    tickets: Array.from({ length: tickets }, (_, index) => buildTicket(before, { ...BEFORE, TicketID: index + 1 })),
  });
  stack.defer(() => atera.close());
  // Answers under way when the trouble comes.
  atera.faults.set({ kind: 'slow', delayMs: 60 });

  const replicas = createReplicas(pool, { databaseUrl, ateraUrl: atera.url, ateraKey: KEY });
  stack.defer(() => replicas.stop());
  await Promise.all(Array.from({ length: REPLICAS }, () => replicas.start()));
  await until(pool, stop, `select count(*) = ${tickets} as done from tickets`);
  say(`${REPLICAS} backends share a store, ${tickets} tickets are read`);

  let changes = 0;
  const changing = setInterval(() => {
    if (changes < tickets) {
      changes += 1;
      atera.world.updateTicket(changes, AFTER);
    }
  }, CHANGE_MS);
  stack.defer(() => clearInterval(changing));

  const takeOvers: FailoverResult['takeOvers'] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const leader = await replicas.leader(0, stop);
    await sleep(random.int(0, 2_000), undefined, { signal: stop });
    const kind = round === 2 ? 'freeze' : random.pick<Trouble>(['kill', 'kill', 'freeze', 'stop']);
    const at = performance.now();
    replicas.signal(leader.pid, SIGNALS[kind]);
    const next = await replicas.leader(leader.epoch, stop);
    const ms = Math.round(performance.now() - at);
    takeOvers.push({ kind, ms });
    say(`${round}: ${kind} of ${leader.pid}; ${next.pid} leads after ${ms} ms, ${changes} changes so far`);
    if (kind === 'freeze') {
      await sleep(FROZEN_MS, undefined, { signal: stop });
      replicas.signal(leader.pid, 'SIGCONT');
    } else {
      await replicas.start();
    }
  }
  clearInterval(changing);
  const settled = `select count(*) = ${changes} as done from tickets where status = '${AFTER.TicketStatus}'`;
  await until(pool, AbortSignal.any([stop, AbortSignal.timeout(SETTLE_MS)]), settled).catch(() =>
    stop.throwIfAborted()
  );
  return { takeOvers, changes, ...(await verdict(pool, changes)) };
}

const SIGNALS: Record<Trouble, NodeJS.Signals> = { kill: 'SIGKILL', freeze: 'SIGSTOP', stop: 'SIGTERM' };

async function prepare(databaseUrl: string, pool: pg.Pool): Promise<void> {
  const store = await openStore({ databaseUrl });
  await migrate(store);
  await store.close();
  await keepJournal(pool);
}

async function until(pool: pg.Pool, stop: AbortSignal, question: string): Promise<void> {
  for (;;) {
    stop.throwIfAborted();
    const { rows } = await pool.query<{ done: boolean }>(question);
    if (rows[0]?.done) {
      return;
    }
    await sleep(100, undefined, { signal: stop });
  }
}

async function verdict(pool: pg.Pool, changes: number): Promise<Omit<FailoverResult, 'takeOvers' | 'changes'>> {
  const { rows } = await pool.query<{ lost: number; not_once: number; mixed: number }>(
    `select
       (select count(*)::int from tickets where (status = $2) <> (external_id <= $1)) as lost,
       (select count(*)::int from (
          select 1 from tickets left join ticket_events using (connection, external_id)
          group by connection, external_id
          having count(ticket_events.field) <> (external_id <= $1)::int
        ) as ticket) as not_once,
       (select count(*)::int from (
          select epoch from journal group by epoch having count(distinct role) > 1
        ) as epoch) as mixed`,
    [changes, AFTER.TicketStatus]
  );
  const [row] = rows;
  return { lost: row?.lost ?? changes, notOnce: row?.not_once ?? changes, mixedEpochs: row?.mixed ?? 0 };
}
