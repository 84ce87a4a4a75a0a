// Purges the store of DATABASE_URL as the synchronisation does, at once: a process that can be killed in the midst of it.
import { systemClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../../src/domain/rules/rules.ts';
import { createLogger } from '../../../src/main/logger.ts';
import { openStore } from '../../../src/store/driver/database.ts';
import { createPurge } from '../../../src/sync/purge.ts';

const { DATABASE_URL: databaseUrl = '' } = process.env;
const store = await openStore({ databaseUrl });
const logger = createLogger({ level: 'warn', secrets: [] });
await createPurge({ db: store.db, rules: DEFAULT_RULES, clock: systemClock, logger, firstAfterMs: 0 }).runIfDue();
await store.close();
