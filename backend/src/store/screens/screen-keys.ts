import type { SealedSecret } from '../../identity/secrets.ts';
import type { ScreenKeyRow, StoreDatabase } from '../schema.ts';

/** The key that signs the links of screens. */
export interface StoredScreenKey {
  /** The `kid` of what it signs. */
  keyId: string;
  /** A JSON Web Key (RFC 7517). */
  publicJwk: Record<string, string>;
  /** The private half as the text of a JSON Web Key, encrypted. */
  secret: SealedSecret;
}

const PURPOSE = 'links';

/** @param options.lock until the end of the transaction */
export async function readScreenKey(db: StoreDatabase, { lock = false } = {}): Promise<StoredScreenKey | undefined> {
  const query = db.selectFrom('screen_keys').selectAll().where('purpose', '=', PURPOSE);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && fromRow(row);
}

/**
 * Keeps a key.
 * @param options.replace takes the place of the one that is there
 * @returns false when there is one already: nothing was changed
 */
export async function saveScreenKey(
  db: StoreDatabase,
  { keyId, publicJwk, secret }: StoredScreenKey,
  { replace }: { replace: boolean }
): Promise<boolean> {
  const values = {
    key_id: keyId,
    public_jwk: JSON.stringify(publicJwk),
    ...secretColumns(secret),
    created_at: new Date(),
  };
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('screen_keys')
    .values({ purpose: PURPOSE, ...values })
    .onConflict((conflict) => (replace ? conflict.column('purpose').doUpdateSet(values) : conflict.doNothing()))
    .executeTakeFirst();
  return numInsertedOrUpdatedRows !== 0n;
}

/** Encrypts its private half again. */
export async function resealScreenKey(db: StoreDatabase, secret: SealedSecret): Promise<void> {
  await db.updateTable('screen_keys').set(secretColumns(secret)).where('purpose', '=', PURPOSE).execute();
}

function fromRow(row: ScreenKeyRow): StoredScreenKey {
  const secret = { keyId: row.secret_key_id, nonce: row.secret_nonce, ciphertext: row.secret_ciphertext };
  return { keyId: row.key_id, publicJwk: row.public_jwk, secret };
}

function secretColumns({ keyId, nonce, ciphertext }: SealedSecret) {
  return { secret_key_id: keyId, secret_nonce: nonce, secret_ciphertext: ciphertext };
}
