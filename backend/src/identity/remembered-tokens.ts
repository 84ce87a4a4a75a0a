import { LRUCache } from 'lru-cache';

import type { TokenRow } from '../store/schema.ts';

/** Tokens that were looked up lately, for the time when the store gives no answer. */
export interface RememberedTokens {
  /** The store was asked, and gave this row or none. */
  note(hash: Buffer, row: TokenRow | undefined): void;
  /** The store gives no answer: the token as it was last seen, unless that was too long before the outage. */
  recall(hash: Buffer): TokenRow | undefined;
}

/** A screen asks every minute. A token revoked elsewhere is forgotten here after this long, outage or not. */
const BEFORE_OUTAGE_MS = 5 * 60_000;
const MOST = 10_000;

/** @param now - milliseconds of real time */
export function createRememberedTokens(now: () => number = Date.now): RememberedTokens {
  const seen = new LRUCache<string, { row: TokenRow; at: number }>({ max: MOST });
  let outageSince: number | undefined;
  return {
    note: (hash, row) => {
      outageSince = undefined;
      if (row === undefined) {
        seen.delete(hash.toString('hex'));
      } else {
        // The row's own is a part of the 64 kB that came from the database at once, which it would keep as a whole.
        seen.set(hash.toString('hex'), { row: { ...row, token_hash: hash }, at: now() });
      }
    },
    recall: (hash) => {
      outageSince ??= now();
      const known = seen.get(hash.toString('hex'));
      return known && known.at >= outageSince - BEFORE_OUTAGE_MS ? known.row : undefined;
    },
  };
}
