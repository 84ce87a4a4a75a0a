import { readEnvironment } from '../../config/environment.ts';
import { openStore } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { type Io, printLines } from '../io.ts';

/** Brings the store up to date. A server does the same when it starts; this is for doing it beforehand. */
export async function migrateStore(io: Io): Promise<void> {
  const store = await openStore(readEnvironment(io.env));
  try {
    const applied = await migrate(store);
    printLines(io, applied.length === 0 ? ['The store is up to date.'] : applied.map((name) => `applied ${name}`));
  } finally {
    await store.close();
  }
}
