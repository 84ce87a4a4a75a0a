import type { CountersRules } from '../config/rules-counters.ts';
import { createClosures } from './closures.ts';
import type { Closures } from './closures.ts';
import type { CountersDatabase } from './database.ts';
import { createEnterpriseNames } from './enterprises.ts';
import type { EnterpriseNames } from './enterprises.ts';

/** What every reading and writing of the counters needs; made once at start. */
export interface Counters {
  readonly database: CountersDatabase;
  readonly rules: CountersRules;
  readonly names: EnterpriseNames;
  readonly closures: Closures;
}

/** @throws {RangeError} when the rules give one spelling to two companies. */
export function createCounters(database: CountersDatabase, rules: CountersRules): Counters {
  const names = createEnterpriseNames(rules.enterprises);
  return { database, rules, names, closures: createClosures(rules.closed, names) };
}
