import { hostname } from 'node:os';
import path from 'node:path';

import type pg from 'pg';

import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { startTied, type TiedProcess } from '../servers/processes/tied-process.ts';

const PROGRAM = path.resolve(import.meta.dirname, '../../backend/bin/vigie.js');

/** Who holds the lease of the synchronisation. */
export interface Leader {
  pid: number;
  epoch: number;
}

/** Backends as processes of their own on one store, each with a database role of its own. */
export interface Replicas {
  /** Starts one more. */
  start(): Promise<void>;
  /** Sends a signal to the process of a backend. */
  signal(pid: number, signal: NodeJS.Signals): void;
  /** Resolves with the leader once its epoch is higher than `after`. */
  leader(after: number, stop: AbortSignal): Promise<Leader>;
  stop(): Promise<void>;
}

export interface ReplicasOptions {
  /** As a superuser. */
  databaseUrl: string;
  ateraUrl: string;
  ateraKey: string;
}

/**
 * What was written, by whom, and under which epoch; part of the transaction of the write, so that what was undone leaves no
 * row. The tables are those that only the synchronisation writes.
 */
const JOURNAL = `
  create table journal (epoch bigint not null, role text not null, written text not null);
  create function note() returns trigger language plpgsql security definer as $$
  begin
    insert into journal select epoch, session_user, tg_table_name from leases where name = 'sync';
    return null;
  end $$;
  create trigger note after insert or update or delete on tickets for each statement execute function note();
  create trigger note after insert or update or delete on alerts for each statement execute function note();
  create trigger note after insert or update or delete on customers for each statement execute function note();
  create trigger note after insert or update or delete on source_states for each statement execute function note();
  create trigger note after insert or update or delete on snapshots for each statement execute function note();`;

/** Adds the journal to a store whose tables are made. */
export async function keepJournal(pool: pg.Pool): Promise<void> {
  await pool.query(JOURNAL);
}

export function createReplicas(pool: pg.Pool, options: ReplicasOptions): Replicas {
  const started = new Set<TiedProcess>();
  const folders: ReturnType<typeof tiedFolder>[] = [];
  let count = 0;

  async function holder(): Promise<Leader> {
    const { rows } = await pool.query<{ holder: string; epoch: string }>(
      "select holder, epoch from leases where name = 'sync'"
    );
    const [row] = rows;
    return {
      pid: Number(row?.holder.slice(hostname().length + 1).split(':')[0]),
      epoch: Number(row?.epoch),
    };
  }

  return {
    async start() {
      count += 1;
      const role = `replica_${count}`;
      await pool.query(`create role ${role} superuser login`);
      const url = new URL(options.databaseUrl);
      url.username = role;
      const tied = tiedFolder({ prefix: 'vigie-replica-' });
      folders.push(tied);
      const folder = tied.path;
      const replica = startTied(process.execPath, [PROGRAM, 'serve'], {
        cwd: folder,
        env: {
          PATH: process.env['PATH'],
          VIGIE_DATA_DIR: folder,
          DATABASE_URL: url.href,
          HOST: '127.0.0.1',
          PORT: '0',
          MANAGEMENT_PORT: '0',
          ATERA_URL: options.ateraUrl,
          ATERA_API_KEY: options.ateraKey,
          ATERA_REQUESTS_PER_MINUTE: '10000',
          SYNC_INTERVAL_SECONDS: '1',
        },
        output: ['ignore', 'inherit'],
      });
      started.add(replica);
      void replica.ended.then(() => started.delete(replica));
    },
    signal(pid, signal) {
      process.kill(pid, signal);
    },
    async leader(after, stop) {
      for (;;) {
        stop.throwIfAborted();
        const leader = await holder();
        if (leader.epoch > after) {
          return leader;
        }
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    async stop() {
      await Promise.all([...started].map((replica) => replica.stop()));
      await Promise.all(folders.map((folder) => folder.remove()));
    },
  };
}
