import { VigieError } from '../../domain/errors.ts';
import type { Operation } from '../../operation/operation.ts';
import { type LeaseState, readLease, SYNC_LEASE } from '../../store/leases.ts';
import { type Column, type Dataset, type DatasetContext, defineDataset, type Row } from '../engine/dataset.ts';
import type { Parameter, ParameterValues } from '../engine/parameters/parameters.ts';
import { requireEverything } from './everything.ts';

/** One query's surroundings, with what this process knows of its own work. */
type OperationContext = DatasetContext & { operation: Operation };

/**
 * A dataset of what the backend itself does, for those who run it: it names tokens, and with them the tenants. It is answered while
 * the store is silent, since that is when it is looked at. Each backend of several knows its own work only.
 */
export function defineOperationDataset<
  const P extends Record<string, Parameter>,
  const C extends Record<string, Column>,
>(
  definition: Omit<Dataset<P, C>, 'scopes' | 'origin' | 'usesClock' | 'read'> & {
    read(context: OperationContext, values: ParameterValues<P>): Promise<Row<C>[]> | Row<C>[];
  }
): Dataset<P, C> {
  return defineDataset({
    ...definition,
    scopes: ['sites:write', 'admin'],
    origin: 'process',
    usesClock: true,
    async read(context, values) {
      requireEverything(context.access);
      const { operation } = context;
      if (operation === undefined) {
        throw new VigieError('source_unavailable', {
          fr: 'Seul un serveur en marche connaît son propre travail : interrogez-en un.',
          en: 'Only a running server knows of its own work: ask one.',
        });
      }
      return definition.read({ ...context, operation }, values);
    },
  });
}

/** How long the store has to answer before it counts as silent; those who wait for it otherwise give it longer. */
const STORE_PATIENCE_MS = 3_000;

/** Whether the store answers, and who reads the upstreams as far as it tells. */
export async function lookAtStore({
  db,
  dbUnder,
  signal,
}: DatasetContext): Promise<{ answers: false } | { answers: true; lease: LeaseState | undefined }> {
  const ending = AbortSignal.any([signal, AbortSignal.timeout(STORE_PATIENCE_MS)]);
  const silent = new Promise<never>((_, reject) =>
    ending.addEventListener('abort', () => reject(ending.reason as Error), { once: true })
  );
  silent.catch(() => undefined);
  try {
    return { answers: true, lease: await Promise.race([readLease(dbUnder?.(ending) ?? db, SYNC_LEASE), silent]) };
  } catch {
    signal.throwIfAborted();
    return { answers: false };
  }
}

/** Seconds as whole milliseconds. */
export function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000);
}

/** Bytes as whole megabytes (10⁶). */
export function megabytes(bytes: number): number {
  return Math.round(bytes / 1e6);
}

/* Columns that several of these datasets have. */

const column = <const T extends Column['type']>(type: T, fr: string, en: string, unit?: string) =>
  ({ type, title: { fr, en }, ...(unit === undefined ? {} : { unit }) }) as const;

export const OPERATION_COLUMNS = {
  backend: column('string', 'Serveur', 'Backend'),
  token: column('string', 'Jeton', 'Token'),
  connection: column('string', 'Connexion', 'Connection'),
  queries: column('number', 'Requêtes', 'Queries', 'short'),
  failed: column('number', 'En échec', 'Failed', 'short'),
  refused: column('number', 'Refusées', 'Refused', 'short'),
  kept: column('number', 'Réponses conservées', 'Kept answers', 'short'),
  killed: column('number', 'Instructions arrêtées', 'Statements killed', 'short'),
  waiting: column('number', 'En attente', 'Waiting', 'short'),
  longest_wait_ms: column('number', 'Plus longue attente', 'Longest wait', 'ms'),
  p95_ms: column('number', 'Durée (p95)', 'Duration (p95)', 'ms'),
  loop_delay_ms: column('number', 'Retard du processus', 'Event loop delay', 'ms'),
  memory_mb: column('number', 'Mémoire (Mo)', 'Memory (MB)', 'short'),
} as const satisfies Record<string, Column>;
