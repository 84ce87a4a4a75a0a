import type { UpdateObject } from 'kysely';

import type { Clock } from '../../domain/clock/clock.ts';
import type { SourceWarning } from '../../domain/sources/source-warnings.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { SourceKind, SourceResource, SourceStateRow, StoreDatabase, StoreSchema } from '../schema.ts';

/** Why a reading failed or is not complete: a stable code, and a sentence without full stop and secrets. */
export interface ReadingProblem {
  code: string;
  text: LocalizedText;
}

/** The code of a reading that ended well but holds less than the upstream announced. */
export const INCOMPLETE = 'incomplete';
/** The same of a reading of what changed: the next one that is whole ends it. */
export const CHANGES_INCOMPLETE = 'changes_incomplete';

/** A reading of a whole list: what it counted, and what it lacks if anything. */
export interface ListReading {
  rowsRead: number;
  rowsAnnounced: number;
  problem: ReadingProblem | null;
}

/** How far a full reading is proved. */
export interface FullReadingProgress {
  /** Last page that is proved; 0 before the first. */
  page: number;
  /** The last ids that are proved, in the order of the list. */
  anchor: number[];
  announced: number | null;
  /** Items on the pages that are proved, and those that should have been on them. */
  rows: number;
  missing: number;
}

/** Writes how the readings of one connection went; ages come from the business clock. */
export interface SourceStatesWriter {
  /** Makes the resources known, so that they are shown before anything was read. */
  register(resources: readonly SourceResource[], keyExpiresAt: Date | null): Promise<void>;
  get(resource: SourceResource): Promise<SourceStateRow | undefined>;
  /**
   * What changed was read. Clears the last failure; that the last reading of the whole list was incomplete stays said until one
   * is whole.
   * @param watermark the upstream's clock from which the next incremental reading starts; absent = as it was
   * @param problem what this reading lacks; it is stored as {@link CHANGES_INCOMPLETE}
   */
  refreshed(
    resource: SourceResource,
    result?: { watermark?: Date | undefined; problem?: ReadingProblem | null }
  ): Promise<void>;
  /** A whole list was read and compared with the store. */
  reconciled(resource: SourceResource, reading: ListReading, watermark?: Date): Promise<void>;
  /** Where a full reading goes on; undefined at its start. */
  fullReadingProgress(resource: SourceResource): Promise<FullReadingProgress | undefined>;
  /** The full reading is stored up to here; says nothing about how fresh the data is. */
  fullReadingReached(resource: SourceResource, progress: FullReadingProgress): Promise<void>;
  /**
   * The full reading is whole.
   * @param problem what was left out all the same
   */
  fullyRead(resource: SourceResource, problem: ReadingProblem | null, end?: FullReadingProgress): Promise<void>;
  /** The full reading ended, and something is missing: that stays said until a full reading is whole. */
  fullReadingIncomplete(resource: SourceResource, problem: ReadingProblem, next: FullReadingProgress): Promise<void>;
  /** The full reading starts again from its first page; that one was done before stays known. */
  restartFullReading(resource: SourceResource): Promise<void>;
  /** What makes the figures other than people think although they are read; takes the place of what was reported before. */
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
    error: problem?.text.en ?? null,
    error_fr: problem?.text.fr ?? null,
    error_code: problem?.code ?? null,
  });
  const get = (resource: SourceResource): Promise<SourceStateRow | undefined> =>
    db
      .selectFrom('source_states')
      .selectAll()
      .where('connection', '=', connection)
      .where('resource', '=', resource)
      .executeTakeFirst();
  const progressColumns = ({ page, anchor, announced, rows, missing }: FullReadingProgress) => ({
    full_read_page: page,
    full_read_anchor: JSON.stringify(anchor),
    full_read_announced: announced,
    full_read_rows: rows,
    full_read_missing: missing,
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
    get,
    refreshed(resource, { watermark, problem } = {}) {
      const now = clock.now();
      return set(resource, {
        read_at: now,
        attempted_at: now,
        ...problemColumns(problem ? { ...problem, code: CHANGES_INCOMPLETE } : null),
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
        ...problemColumns(null),
        list_error: reading.problem?.text.en ?? null,
        list_error_fr: reading.problem?.text.fr ?? null,
        ...watermarkColumn(watermark),
      });
    },
    async fullReadingProgress(resource) {
      const row = await get(resource);
      return row === undefined || row.full_read_page === 0 || row.full_read_anchor === null
        ? undefined
        : {
            page: row.full_read_page,
            anchor: JSON.parse(row.full_read_anchor) as number[],
            announced: row.full_read_announced,
            rows: row.full_read_rows,
            missing: row.full_read_missing,
          };
    },
    fullReadingReached: (resource, progress) => set(resource, progressColumns(progress)),
    fullyRead: (resource, problem, end) =>
      set(resource, {
        full_read_at: clock.now(),
        full_read_error: problem?.text.en ?? null,
        full_read_error_fr: problem?.text.fr ?? null,
        ...(end === undefined ? {} : progressColumns({ ...end, page: 0, anchor: [] })),
      }),
    fullReadingIncomplete: (resource, problem, next) =>
      set(resource, {
        full_read_error: problem.text.en,
        full_read_error_fr: problem.text.fr,
        ...progressColumns(next),
      }),
    restartFullReading: (resource) => set(resource, { full_read_page: 0, full_read_anchor: null }),
    warned: (resource, warnings) => set(resource, { warnings: { found: warnings } }),
    failed: (resource, problem) => set(resource, { attempted_at: clock.now(), ...problemColumns(problem) }),
  };
}
