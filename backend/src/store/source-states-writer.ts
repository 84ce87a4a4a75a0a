import { sql, type UpdateObject } from 'kysely';

import type { Clock } from '../clock.ts';
import type { SourceWarning } from '../domain/source-warnings.ts';
import type { SourceKind, SourceResource, SourceStateRow, StoreDatabase, StoreSchema } from './schema.ts';

/** Why a reading failed or is not complete: a stable code, and a sentence without secrets. */
export interface ReadingProblem {
  code: string;
  message: string;
}

/** The code of a reading that ended well but holds less than the upstream announced. */
export const INCOMPLETE = 'incomplete';

/** A reading of a whole list: what it counted, and what it lacks if anything. */
export interface ListReading {
  rowsRead: number;
  rowsAnnounced: number;
  problem: ReadingProblem | null;
}

/** Writes how the readings of one connection went; ages come from the business clock. */
export interface SourceStatesWriter {
  /** Makes the resources known, so that they are shown before anything was read. */
  register(resources: readonly SourceResource[], keyExpiresAt: Date | null): Promise<void>;
  get(resource: SourceResource): Promise<SourceStateRow | undefined>;
  /**
   * What changed was read. Clears errors, except that the last reading of a whole list was incomplete.
   * @param watermark the upstream's clock from which the next incremental reading starts; absent = as it was
   */
  refreshed(
    resource: SourceResource,
    result?: { watermark?: Date | undefined; problem?: ReadingProblem | null }
  ): Promise<void>;
  /** A whole list was read and compared with the store. */
  reconciled(resource: SourceResource, reading: ListReading, watermark?: Date): Promise<void>;
  /** The first full reading is stored up to this page; says nothing about how fresh the data is. */
  fullReadingReached(resource: SourceResource, page: number): Promise<void>;
  /** The first full reading is over. */
  fullyRead(resource: SourceResource, problem: ReadingProblem | null): Promise<void>;
  /** The full reading must start again from its first page. */
  forgetFullReading(resource: SourceResource): Promise<void>;
  /** What makes the figures other than people think although they are read; takes the place of what was told before. */
  warned(resource: SourceResource, warnings: readonly SourceWarning[]): Promise<void>;
  /** A reading failed: the data stays, with its age. */
  failed(resource: SourceResource, problem: ReadingProblem): Promise<void>;
}

export function createSourceStatesWriter(
  db: StoreDatabase,
  clock: Clock,
  connection: string,
  kind: SourceKind
): SourceStatesWriter {
  const set = async (resource: SourceResource, changes: UpdateObject<StoreSchema, 'source_states'>): Promise<void> => {
    await db
      .updateTable('source_states')
      .set(changes)
      .where('connection', '=', connection)
      .where('resource', '=', resource)
      .execute();
  };
  const problemColumns = (problem: ReadingProblem | null) => ({
    error: problem?.message ?? null,
    error_code: problem?.code ?? null,
  });
  const watermarkColumn = (watermark: Date | undefined) => (watermark === undefined ? {} : { watermark });

  return {
    async register(resources, keyExpiresAt) {
      await db
        .insertInto('source_states')
        .values(resources.map((resource) => ({ connection, resource, kind, key_expires_at: keyExpiresAt })))
        .onConflict((conflict) =>
          conflict.columns(['connection', 'resource']).doUpdateSet({ kind, key_expires_at: keyExpiresAt })
        )
        .execute();
    },
    get: (resource) =>
      db
        .selectFrom('source_states')
        .selectAll()
        .where('connection', '=', connection)
        .where('resource', '=', resource)
        .executeTakeFirst(),
    refreshed(resource, { watermark, problem } = {}) {
      const now = clock.now();
      return set(resource, {
        read_at: now,
        attempted_at: now,
        ...(problem
          ? problemColumns(problem)
          : {
              error: sql<string | null>`case when error_code = ${INCOMPLETE} then error end`,
              error_code: sql<string | null>`case when error_code = ${INCOMPLETE} then error_code end`,
            }),
        ...watermarkColumn(watermark),
      });
    },
    reconciled(resource, reading, watermark) {
      const now = clock.now();
      return set(resource, {
        read_at: now,
        attempted_at: now,
        reconciled_at: now,
        rows_read: reading.rowsRead,
        rows_announced: reading.rowsAnnounced,
        ...problemColumns(reading.problem),
        ...watermarkColumn(watermark),
      });
    },
    fullReadingReached: (resource, page) => set(resource, { full_read_page: page }),
    fullyRead: (resource, problem) =>
      set(resource, { full_read_at: clock.now(), ...(problem === null ? {} : problemColumns(problem)) }),
    forgetFullReading: (resource) => set(resource, { full_read_page: 0, full_read_at: null }),
    warned: (resource, warnings) => set(resource, { warnings: { found: warnings } }),
    failed: (resource, problem) => set(resource, { attempted_at: clock.now(), ...problemColumns(problem) }),
  };
}
