import type { CountersRules } from '../domain/rules/counters-rules.ts';
import type { CountersDatabase } from './connection/database.ts';
import { createEnterpriseNames, type EnterpriseNames } from './sites/enterprises.ts';
import { type Closures, createClosures } from './verdicts/closures.ts';

/** What every reading and writing of the counters needs; made once at start. */
export interface Counters {
  readonly database: CountersDatabase;
  readonly rules: CountersRules;
  readonly names: EnterpriseNames;
  readonly closures: Closures;
}

/** The same counters, whose readings are ended by a signal. */
export function underSignal(counters: Counters, signal: AbortSignal): Counters {
  const { database } = counters;
  return { ...counters, database: { ...database, read: (work) => database.read(work, signal) } };
}

/** @throws {RangeError} when the rules give one spelling to two companies. */
export function createCounters(database: CountersDatabase, rules: CountersRules): Counters {
  const names = createEnterpriseNames(rules.enterprises);
  return { database, rules, names, closures: createClosures(rules.closed, names) };
}
