import {
  type CompiledQuery,
  type ControlledTransaction,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely';

import { holdEpoch } from './leases.ts';
import type { StoreDatabase, StoreSchema } from './schema.ts';

/** What allows a writer to write: the epoch of the lease it holds. */
export interface Fence {
  /** Name of the lease. */
  readonly lease: string;
  readonly holder: string;
  /** The epoch it was taken with; undefined while it is not held. */
  epoch(): number | undefined;
  /** Called when the store says that somebody else has taken the lease since. */
  lost(epoch: number): void;
}

/** A write that was not kept because this backend does not hold the lease, or does not any more. */
export class LeaseLostError extends Error {
  constructor() {
    super('the lease was lost: the store keeps nothing of what was written under it');
  }
}

/**
 * How long a transaction may stand still between two statements before the server ends it. A leader that is frozen in the
 * middle of one would otherwise keep its locks, and the next leader would wait for them.
 */
const STANDSTILL_MS = 5_000;

/**
 * A handle on the store that reads as always and keeps what it writes only while the lease is held: each transaction, a
 * single statement too, ends with a look at the epoch, under a lock that keeps it as it is until the commit. A caller that gets
 * this handle instead of the store's own cannot forget to check.
 *
 * Only transaction-scoped means are used, so that it works behind a pooler that gives each transaction another session.
 */
export function fencedDatabase(db: StoreDatabase, fence: Fence): StoreDatabase {
  return new Kysely<StoreSchema>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (any) => new PostgresIntrospector(any),
      createDriver: () => fencedDriver(db, fence),
    },
  });
}

interface FencedConnection extends DatabaseConnection {
  transaction?: { handle: ControlledTransaction<StoreSchema>; epoch: number } | undefined;
}

function fencedDriver(db: StoreDatabase, fence: Fence): Driver {
  function epochNow(): number {
    const epoch = fence.epoch();
    if (epoch === undefined) {
      throw new LeaseLostError();
    }
    return epoch;
  }

  async function check(transaction: StoreDatabase, epoch: number): Promise<void> {
    if (!(await holdEpoch(transaction, { name: fence.lease, holder: fence.holder, epoch }))) {
      fence.lost(epoch);
      throw new LeaseLostError();
    }
  }

  function writeAlone<R>(query: CompiledQuery<R>) {
    const epoch = epochNow();
    return db.transaction().execute(async (transaction) => {
      await limitStandstill(transaction);
      const result = await transaction.executeQuery(query);
      await check(transaction, epoch);
      return result;
    });
  }

  function connect(): FencedConnection {
    const connection: FencedConnection = {
      executeQuery<R>(query: CompiledQuery) {
        const asked = query as CompiledQuery<R>;
        if (connection.transaction !== undefined) {
          return connection.transaction.handle.executeQuery(asked);
        }
        return isReading(asked) ? db.executeQuery(asked) : writeAlone(asked);
      },
      streamQuery() {
        throw new Error('a fenced database streams no rows');
      },
    };
    return connection;
  }

  return {
    init: () => Promise.resolve(),
    acquireConnection: () => Promise.resolve(connect()),
    async beginTransaction(connection: FencedConnection) {
      const epoch = epochNow();
      const handle = await db.startTransaction().execute();
      try {
        await limitStandstill(handle);
      } catch (error) {
        // Nobody rolls back what never began.
        await handle
          .rollback()
          .execute()
          .catch(() => undefined);
        throw error;
      }
      connection.transaction = { handle, epoch };
    },
    async commitTransaction(connection: FencedConnection) {
      const { handle, epoch } = begun(connection);
      await check(handle, epoch);
      await handle.commit().execute();
    },
    async rollbackTransaction(connection: FencedConnection) {
      await begun(connection).handle.rollback().execute();
    },
    releaseConnection: () => Promise.resolve(),
    // The store's own handle is closed by the caller that opened it.
    destroy: () => Promise.resolve(),
  };
}

function begun({ transaction }: FencedConnection): NonNullable<FencedConnection['transaction']> {
  if (transaction === undefined) {
    throw new Error('no transaction was begun');
  }
  return transaction;
}

/** SQL written by hand counts as writing, and so does a SELECT with a WITH: either may hold anything. */
function isReading({ query }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' && query.with === undefined;
}

async function limitStandstill(transaction: StoreDatabase): Promise<void> {
  await sql`select set_config('idle_in_transaction_session_timeout', ${String(STANDSTILL_MS)}, true)`.execute(
    transaction
  );
}
