import { readEnvironment } from '../../../config/environment/environment.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { openStore } from '../../../store/driver/database.ts';
import { explainingStore } from '../../../store/driver/failures/store-errors.ts';
import { migrate } from '../../../store/driver/migrations/migrate.ts';
import { type Io, say } from '../../terminal/io.ts';

/** What is reported of one migration. */
export const appliedText = (name: string): LocalizedText => ({ fr: `appliqué : ${name}`, en: `applied ${name}` });

/** Brings the store up to date. A server does the same when it starts; this is for doing it beforehand. */
export async function migrateStore(io: Io): Promise<void> {
  const environment = readEnvironment(io.env);
  const store = await explainingStore(environment, () => openStore(environment));
  try {
    const applied = await explainingStore(environment, () => migrate(store));
    say(
      io,
      ...(applied.length === 0
        ? [{ fr: 'La base est à jour.', en: 'The store is up to date.' }]
        : applied.map(appliedText))
    );
  } finally {
    // What could not be opened rightly may not close either; the first failure is the one to tell.
    await store.close().catch(() => undefined);
  }
}
