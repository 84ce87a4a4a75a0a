import type { Clock } from '../../domain/clock/clock.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import type { ConnectionJobs } from './connection-jobs.ts';

/** What every kind of connection reads with. */
export interface JobsOptions {
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
}

/** An upstream account to read. */
export interface SyncConnection {
  readonly name: string;
  createJobs(options: JobsOptions): ConnectionJobs;
}

/** Where the synchronisation learns which connections there are; they come and go while it runs. */
export interface ConnectionSource {
  /** The connections there are now. One that has not changed is the very object given before. */
  current(): Promise<readonly SyncConnection[]>;
  /** Called with a connection that left or changed, once nothing reads it any more. */
  dropped(connection: SyncConnection): Promise<void>;
}
