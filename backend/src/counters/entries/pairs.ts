import { type RawBuilder, sql, type SqlBool } from 'kysely';

import { createBreather } from '../../liveness/breather.ts';
import { runStatements } from '../connection/statements.ts';
import type { Counters } from '../counters.ts';
import { type Aggregates, readSiteGroups } from './groups.ts';
import type { SiteKey } from './order.ts';
import type { EntriesScope } from './scope.ts';

/**
 * Reads the valid rows of the settled days of a scope, each as two numbers: where it stands in time, and its count. The server
 * packs the rows of a site into one text, which costs less than a group for each day and takes a hundredth of the memory of
 * rows.
 * @param slot the first of the two numbers, a whole one.
 * @param visit called for each site, or for each spelling of one, with a function that goes through its rows.
 * @param having which sites are wanted, as an aggregate over their valid rows; absent: all.
 */
export async function readPairs(
  counters: Counters,
  scope: EntriesScope,
  slot: RawBuilder<number>,
  visit: (site: SiteKey, eachRow: (row: (slot: number, count: number) => void) => void) => void,
  having?: RawBuilder<SqlBool>
): Promise<void> {
  const { counting } = await counters.database.tables();
  const { value } = counting.count;
  const conditions = scope.settled === undefined ? [] : scope.conditions(scope.settled.from, scope.settled.to);
  const aggregates: Aggregates<{ pairs: string | null; read: number }> = {
    pairs: counting.pairs(slot, value),
    read: sql<number>`count(*)`,
  };
  await runStatements(conditions, async (condition) => {
    const valid = sql`${condition} and ${value} >= 0`;
    const groups = await readSiteGroups(counters, valid, aggregates, having);
    const breathe = createBreather();
    for (const { enterprise, code, pairs, read } of groups.filter((group) => scope.admits(group))) {
      await breathe();
      visit({ enterprise: counters.names.canonical(enterprise), code }, (row) => {
        const seen = eachPair(pairs ?? '', row);
        if (seen !== read) {
          // A server whose max_allowed_packet is small cuts texts: a wrong figure would be worse than none.
          throw new Error(`The counters database cut the rows of a site: ${seen} of ${read} came`);
        }
      });
    }
  });
}

/** Takes `left:right,left:right,…` apart; gives how many pairs there are. */
function eachPair(pairs: string, visit: (left: number, right: number) => void): number {
  let seen = 0;
  for (let at = 0; at < pairs.length; seen += 1) {
    const colon = pairs.indexOf(':', at);
    const comma = pairs.indexOf(',', at);
    const end = comma === -1 ? pairs.length : comma;
    visit(numberAt(pairs, at, colon), numberAt(pairs, colon + 1, end));
    at = end + 1;
  }
  return seen;
}

/** Millions of them are read at once: the digits are added up without a text for each. */
function numberAt(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) {
      return Number(text.slice(from, to));
    }
    number = number * 10 + digit;
  }
  return number;
}
