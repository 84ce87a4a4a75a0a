import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { fileOf } from '../../../installation.ts';

const MIGRATIONS_FOLDER = fileOf('sql', 'store');
const MIGRATION_FILE = /^\d{4}_[a-z0-9_]+\.sql$/;

/** One numbered file of `sql/store`. */
export interface Migration {
  /** The file's name; their order is that of the numbers. */
  name: string;
  /** SHA-256 of the script, in hexadecimal. */
  checksum: string;
  script: string;
}

/** A migration that a store, or a backup of one, holds. */
export type AppliedMigration = Pick<Migration, 'name' | 'checksum'>;

/** All migrations of this version, in order. @param folder where the files are, the project's own by default */
export async function readMigrations(folder: string = MIGRATIONS_FOLDER): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => MIGRATION_FILE.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      // Line endings are no change: a checkout on Windows may have turned them.
      const script = (await readFile(path.join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      return { name, script, checksum: createHash('sha256').update(script).digest('hex') };
    })
  );
}

/** What holds migrations that were applied, within a sentence. */
const HOLDERS = {
  store: { fr: 'la base de Vigie', en: 'the store' },
  backup: { fr: 'la sauvegarde', en: 'the backup' },
} as const satisfies Record<string, LocalizedText>;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * Refuses what this version cannot go on with.
 *
 * @param holder - what holds them
 * @throws {VigieError} `store_unavailable` when it is newer than this version, or one of its files has changed since
 */
export function checkApplied(
  holder: keyof typeof HOLDERS,
  applied: readonly AppliedMigration[],
  migrations: readonly Migration[]
): void {
  const { fr, en } = HOLDERS[holder];
  const checksums = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of applied) {
    const expected = checksums.get(name);
    if (expected === undefined) {
      throw new VigieError('store_unavailable', {
        fr: `${capitalised(fr)} est plus récente que cette version de Vigie : elle contient la migration ${name}. Démarrez la version plus récente.`,
        en: `${capitalised(en)} is newer than this version of Vigie: it holds the migration ${name}. Start the newer version.`,
      });
    }
    if (expected !== checksum) {
      throw new VigieError('store_unavailable', {
        fr: `La migration ${name} a été modifiée après que ${fr} l’a appliquée. Remettez le fichier d’origine, et ajoutez-en un nouveau.`,
        en: `The migration ${name} was changed after ${en} applied it. Put the original file back and add a new one.`,
      });
    }
  }
}
