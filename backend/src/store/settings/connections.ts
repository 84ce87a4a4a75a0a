import { randomUUID } from 'node:crypto';

import type { SealedSecret } from '../../identity/secrets.ts';
import type { ConnectionRow, SourceKind, StoreDatabase } from '../schema.ts';

/** What a connection is besides its credentials. */
export interface StoredSettings {
  name: string;
  kind: SourceKind;
  url: string;
  database: string | null;
  login: string | null;
  requestsPerMinute: number;
}

/** A connection as the store keeps it. */
export interface StoredConnection extends StoredSettings {
  secret: SealedSecret;
  keyExpiresAt: Date | null;
  /** Another one after each change of settings or credentials. */
  revision: string;
}

/** How many rows left the store with a connection. */
export interface RemovedRows {
  tickets: number;
  alerts: number;
  customers: number;
}

const NOTHING: RemovedRows = { tickets: 0, alerts: 0, customers: 0 };

/** All connections that were added by hand, by name. */
export async function readConnections(db: StoreDatabase): Promise<StoredConnection[]> {
  const rows = await db.selectFrom('connections').selectAll().orderBy('name').execute();
  return rows.map(fromRow);
}

/** @param options.lock until the end of the transaction */
export async function findConnection(
  db: StoreDatabase,
  name: string,
  { lock = false } = {}
): Promise<StoredConnection | undefined> {
  const query = db.selectFrom('connections').selectAll().where('name', '=', name);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && fromRow(row);
}

/**
 * Adds a connection.
 * @param options.replace takes the place of one of that name
 * @returns false when there is one of that name already: nothing was changed
 */
export async function saveConnection(
  db: StoreDatabase,
  connection: Omit<StoredConnection, 'revision'>,
  { replace }: { replace: boolean }
): Promise<boolean> {
  const { kind, url, database, login } = connection;
  const values = {
    kind,
    url,
    database,
    login,
    requests_per_minute: connection.requestsPerMinute,
    ...secretColumns(connection.secret),
    key_expires_at: connection.keyExpiresAt,
    revision: randomUUID(),
    updated_at: new Date(),
  };
  const result = await db
    .insertInto('connections')
    .values({ name: connection.name, ...values })
    .onConflict((conflict) => (replace ? conflict.column('name').doUpdateSet(values) : conflict.doNothing()))
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows !== 0n;
}

/**
 * Encrypts all credentials again; one that `reseal` cannot open fails the whole transaction.
 * @param reseal the new form of a connection's credentials; undefined when they are to stay as they are
 * @returns how many changed
 */
export async function resealConnections(
  transaction: StoreDatabase,
  reseal: (connection: StoredConnection) => SealedSecret | undefined
): Promise<number> {
  // Locked, so that no connection that is replaced meanwhile gets its old credentials back.
  const rows = await transaction.selectFrom('connections').selectAll().orderBy('name').forUpdate().execute();
  let changed = 0;
  for (const row of rows) {
    const secret = reseal(fromRow(row));
    if (secret !== undefined) {
      await transaction.updateTable('connections').set(secretColumns(secret)).where('name', '=', row.name).execute();
      changed += 1;
    }
  }
  return changed;
}

/**
 * Deletes a connection with its credentials and its webhook, in one transaction.
 * @param options.readings also everything that was read from it; false where another connection has the same name
 * @returns undefined when there was nothing of that name
 */
export async function removeConnection(
  transaction: StoreDatabase,
  name: string,
  { readings }: { readings: boolean }
): Promise<RemovedRows | undefined> {
  const { numDeletedRows } = await transaction.deleteFrom('connections').where('name', '=', name).executeTakeFirst();
  if (!readings) {
    return numDeletedRows === 0n ? undefined : NOTHING;
  }
  await transaction.deleteFrom('webhooks').where('connection', '=', name).execute();
  const removed = await removeReadings(transaction, name);
  return removed ?? (numDeletedRows === 0n ? undefined : NOTHING);
}

/**
 * Deletes what was read from a connection: its tickets and alerts leave every board.
 * @returns undefined when it was never read
 */
export async function removeReadings(db: StoreDatabase, connection: string): Promise<RemovedRows | undefined> {
  const remove = async (table: 'tickets' | 'alerts' | 'customers' | 'source_states'): Promise<number> => {
    const { numDeletedRows } = await db.deleteFrom(table).where('connection', '=', connection).executeTakeFirst();
    return Number(numDeletedRows);
  };
  const removed = {
    tickets: await remove('tickets'),
    alerts: await remove('alerts'),
    customers: await remove('customers'),
  };
  const states = await remove('source_states');
  return states + removed.tickets + removed.alerts + removed.customers === 0 ? undefined : removed;
}

function fromRow(row: ConnectionRow): StoredConnection {
  const { name, kind, url, database, login } = row;
  return {
    name,
    kind,
    url,
    database,
    login,
    requestsPerMinute: row.requests_per_minute,
    secret: { keyId: row.secret_key_id, nonce: row.secret_nonce, ciphertext: row.secret_ciphertext },
    keyExpiresAt: row.key_expires_at,
    revision: row.revision,
  };
}

function secretColumns({ keyId, nonce, ciphertext }: SealedSecret) {
  return { secret_key_id: keyId, secret_nonce: nonce, secret_ciphertext: ciphertext };
}
