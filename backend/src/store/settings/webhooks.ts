import type { StoreDatabase, WebhookRow } from '../schema.ts';

/** A connection's webhook as lists show it. */
export interface Webhook {
  connection: string;
  createdAt: Date;
  lastCalledAt: Date | null;
}

/** `last_called_at` answers "does it arrive?": writing it at every call would cost more than it tells. */
const LAST_CALLED_RESOLUTION_MS = 60_000;

export async function readWebhooks(db: StoreDatabase): Promise<Webhook[]> {
  const rows = await db.selectFrom('webhooks').selectAll().execute();
  return rows.map(fromRow);
}

/** Gives a connection its webhook; the one it had ends. */
export async function saveWebhook(db: StoreDatabase, connection: string, secretHash: Buffer): Promise<void> {
  const values = { secret_hash: secretHash, created_at: new Date(), last_called_at: null };
  await db
    .insertInto('webhooks')
    .values({ connection, ...values })
    .onConflict((conflict) => conflict.column('connection').doUpdateSet(values))
    .execute();
}

/** @returns false when it had none */
export async function removeWebhook(db: StoreDatabase, connection: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('webhooks').where('connection', '=', connection).executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The connection whose webhook was called, which is remembered; undefined for an unknown secret. */
export async function calledWebhook(db: StoreDatabase, secretHash: Buffer): Promise<string | undefined> {
  const row = await db.selectFrom('webhooks').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst();
  if (row === undefined) {
    return undefined;
  }
  if (row.last_called_at === null || Date.now() - row.last_called_at.getTime() >= LAST_CALLED_RESOLUTION_MS) {
    const called = db.updateTable('webhooks').set({ last_called_at: new Date() });
    await called.where('connection', '=', row.connection).execute();
  }
  return row.connection;
}

function fromRow({ connection, created_at, last_called_at }: WebhookRow): Webhook {
  return { connection, createdAt: created_at, lastCalledAt: last_called_at };
}
