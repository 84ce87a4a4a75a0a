// Purges the store of DATABASE_URL as the job of the night does, at once: a process that can be killed in the midst of it.
import { systemClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../../src/domain/rules/rules.ts';
import { createPurge } from '../../../src/jobs/purge.ts';
import { openStore } from '../../../src/store/driver/database.ts';

const { DATABASE_URL: databaseUrl = '' } = process.env;
const store = await openStore({ databaseUrl });
const { signal } = new AbortController();
await createPurge({ rules: DEFAULT_RULES, clock: systemClock }).run({ db: store.db, signal });
await store.close();
