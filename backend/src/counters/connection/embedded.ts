import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { PGlite, types } from '@electric-sql/pglite';
import { PGliteDialect } from 'kysely';

import { fileOf } from '../../installation.ts';
import { type AbortableDatabase, openAbortable } from '../../store/driver/abortable.ts';
import { lockFolder } from '../../store/driver/pglite/folder-lock.ts';
import { tracedDialect } from '../../tracing/traced-dialect.ts';
import { NO_TRACING } from '../../tracing/tracing.ts';
import type { CountersOptions } from './database.ts';
import type { CountersSchema } from './schema.ts';
import type { PgliteLocation } from './url.ts';

const SCHEMA = fileOf('sql', 'counters', 'pglite.sql');

/**
 * The counters database of the demo, PGlite inside this process, with its tables. A folder belongs to one process at a time,
 * as the store's does.
 * @throws {VigieError} `store_unavailable` for a folder another process holds.
 */
export async function openEmbedded(
  { folder }: PgliteLocation,
  { observe, tracing = NO_TRACING }: Pick<CountersOptions, 'observe' | 'tracing'>
): Promise<{ handles: AbortableDatabase<CountersSchema>; release: () => Promise<void> }> {
  if (folder !== undefined) {
    await mkdir(folder, { recursive: true });
  }
  const unlock = folder === undefined ? undefined : await lockFolder(folder);
  try {
    const pglite = await openPglite(folder === undefined ? undefined : path.join(folder, 'pglite'));
    const database = { 'db.system.name': 'postgresql', 'db.namespace': 'counters' } as const;
    const handles = openAbortable<CountersSchema>(
      tracedDialect(new PGliteDialect({ pglite }), tracing, database),
      observe
    );
    return {
      handles,
      release: async () => {
        await handles.db.destroy();
        // Kysely closes only what it has used.
        if (!pglite.closed) {
          await pglite.close();
        }
        await unlock?.();
      },
    };
  } catch (error) {
    await unlock?.();
    throw error;
  }
}

/** Timestamps stay text as written, as over MySQL; sums (bigint, numeric) are numbers far below 2^53. */
async function openPglite(dataDir: string | undefined): Promise<PGlite> {
  const asWritten = (text: string): string => text;
  const pglite = await PGlite.create({
    ...(dataDir === undefined ? {} : { dataDir }),
    parsers: { [types.TIMESTAMP]: asWritten, [types.INT8]: Number, [types.NUMERIC]: Number },
  });
  await pglite.exec(await readFile(SCHEMA, 'utf8'));
  return pglite;
}
