import type { CountersRules } from '../domain/rules/counters-rules.ts';
import type { CountersDatabase } from './connection/database.ts';
import { createKeptLists, type KeptLists } from './connection/kept/kept-lists.ts';
import { createEnterpriseNames, type EnterpriseNames } from './sites/enterprises.ts';
import { type Closures, createClosures } from './verdicts/closures.ts';

/** What every reading and writing of the counters needs; made once at start. */
export interface Counters {
  readonly database: CountersDatabase;
  readonly rules: CountersRules;
  readonly names: EnterpriseNames;
  readonly closures: Closures;
  readonly kept: KeptLists;
}

/** For whom the database works. */
export interface Behalf {
  /** Ends the readings. A change that has begun is never ended. */
  signal?: AbortSignal | undefined;
  /** Has each statement, or each transaction, begin when its turn comes. */
  turn: <T>(statement: () => Promise<T>) => Promise<T>;
}

/** The same counters, whose database works on somebody's behalf. */
export function onBehalf(counters: Counters, { signal, turn }: Behalf): Counters {
  const { database } = counters;
  return {
    ...counters,
    database: {
      ...database,
      read: (work) => turn(() => database.read(work, signal)),
      write: (work) => turn(() => database.write(work)),
    },
  };
}

/** @throws {RangeError} when the rules give one spelling to two companies. */
export function createCounters(
  database: CountersDatabase,
  rules: CountersRules,
  kept: KeptLists = createKeptLists({ keep: false })
): Counters {
  const names = createEnterpriseNames(rules.enterprises);
  return { database, rules, names, closures: createClosures(rules.closed, names), kept };
}
