import type { Rules } from '../../domain/rules/rules.ts';
import { fold } from '../../domain/text/text.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import { seenStatuses } from '../../store/upstream-rows/tickets-repository.ts';

/**
 * The statuses whose lists hold every active ticket that has a status: those of the rules, and every other one the store
 * has seen that is not done. Spellings that fold alike are asked for once, as Atera spells them where that is known.
 */
export async function activeStatuses(db: StoreDatabase, rules: Rules, connection: string): Promise<string[]> {
  const seen = await seenStatuses(db, connection);
  const spellings = new Map<string, string>();
  for (const status of [
    ...seen.filter((entry) => entry.class !== 'done').map((entry) => entry.status),
    ...rules.statuses.open,
    ...rules.statuses.pending,
  ]) {
    const folded = fold(status);
    if (folded !== '' && !spellings.has(folded)) {
      spellings.set(folded, status);
    }
  }
  return [...spellings.values()];
}
