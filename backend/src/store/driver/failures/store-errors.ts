import { VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { postgresPlace } from '../store-place.ts';
import { storeFailureOf } from './kinds.ts';
import { embeddedSentence, postgresSentence, type StoreFailure } from './sentences.ts';

/** The store, or the way to it, is away: also the socket of a server that has ended, and a certificate that has run out meanwhile. */
const UNAVAILABLE: ReadonlySet<StoreFailure | undefined> = new Set<StoreFailure>([
  ...(['no_socket', 'host_unknown', 'refused', 'unreachable', 'lost', 'starting', 'busy', 'full'] as const),
  ...(['tls', 'no_tls', 'host_mismatch', 'certificate_date', 'authority_unknown'] as const),
]);
/** What somebody changed on a server that Vigie started with: log-in (28), rights, database, a primary become a standby. */
const REFUSED = /^(28...|3D000|42501|25006)$/;
/** `query_canceled`: in practice the statement timeout. */
const TIMED_OUT = '57014';
/** A standby, or a primary server that was set to take readings only. */
const READ_ONLY = '25006';

/** Sentences that may reach any reader of a screen. */
export const STORE_TEXTS = {
  slow: {
    fr: 'La base de Vigie a mis trop longtemps à répondre. Restreignez la requête, ou réessayez.',
    en: 'The store took too long to answer. Narrow the query or try again.',
  },
  refused: {
    fr: 'La base refuse ce que Vigie lui demande : ses droits ou son rôle ont changé. « vigie migrate » dit que faire.',
    en: 'The store (database) refuses what Vigie asks: its rights or its role changed. "vigie migrate" tells what to do.',
  },
  away: {
    fr: 'La base de Vigie ne répond pas. Vérifiez qu’elle tourne, puis réessayez.',
    en: 'The store (database) does not answer. Check that it runs; try again.',
  },
} as const satisfies Record<string, LocalizedText>;

/**
 * Tells a store that does not answer from a fault of ours: the former becomes a `store_unavailable` a person understands,
 * anything else comes back as it is. Its sentence may reach any reader of a screen and names no host, role or folder.
 */
export function asStoreError(error: unknown): unknown {
  if (error instanceof VigieError || !(error instanceof Error)) {
    return error;
  }
  const code = codeOf(error);
  if (code === TIMED_OUT) {
    return new VigieError('store_unavailable', STORE_TEXTS.slow, { cause: error });
  }
  if (REFUSED.test(code)) {
    return new VigieError('store_unavailable', STORE_TEXTS.refused, { cause: error });
  }
  if (isUnavailable(error)) {
    return new VigieError('store_unavailable', STORE_TEXTS.away, { cause: error });
  }
  return error;
}

/** True for an error of a connection that another server of the same database need not meet: it is away, or takes no writings. */
export function isServerAway(error: unknown): boolean {
  if (error instanceof VigieError) {
    return error.code === 'store_unavailable';
  }
  return error instanceof Error && (isUnavailable(error) || codeOf(error) === READ_ONLY);
}

/** True for an error of PostgreSQL's that says that nothing can be written there. */
export function isReadOnly(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === READ_ONLY;
}

function isUnavailable(error: Error): boolean {
  return UNAVAILABLE.has(storeFailureOf(error, false));
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Why the store gave no answer; undefined for an error that has nothing to do with it. */
export function storeOutage(thrown: unknown): VigieError | undefined {
  const error = asStoreError(thrown);
  return error instanceof VigieError && error.code === 'store_unavailable' ? error : undefined;
}

/** Where a store is: `DATABASE_URL`, else the data folder. */
export interface StoreLocation {
  databaseUrl?: string | undefined;
  dataDir: string;
}

/**
 * Opens a store, or does the first work on it, for those who administer Vigie.
 * @throws {VigieError} `store_unavailable` with a sentence that names `DATABASE_URL` or `VIGIE_DATA_DIR`, where it is and the
 *   remedy, when it is known what an error means; else the error itself
 */
export async function explainingStore<T>(location: StoreLocation, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const sentence = sentenceFor(error, location);
    throw sentence === undefined ? error : new VigieError('store_unavailable', sentence, { cause: error });
  }
}

function sentenceFor(thrown: unknown, { databaseUrl, dataDir }: StoreLocation): LocalizedText | undefined {
  // A migration that failed carries the reason with it.
  const error = thrown instanceof VigieError && thrown.cause !== undefined ? thrown.cause : thrown;
  const failure = storeFailureOf(error, databaseUrl === undefined);
  if (failure === undefined) {
    return undefined;
  }
  return databaseUrl === undefined
    ? embeddedSentence(failure, dataDir)
    : postgresSentence(failure, postgresPlace(databaseUrl));
}
