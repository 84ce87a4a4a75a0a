import type { StoreDatabase } from '../store/schema.ts';

/** What the backend that leads has, and no other. */
export interface Leading {
  /** Keeps what it is given to write only while this backend leads. */
  db: StoreDatabase;
  /** Aborted when it leads no more. */
  signal: AbortSignal;
}
