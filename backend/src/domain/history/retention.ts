import type { Rules } from '../rules/rules.ts';

const DAY_MS = 86_400_000;

/** Tickets that were done before this instant are purged. */
export function retentionLimit({ retention }: Pick<Rules, 'retention'>, now: Date): Date {
  return new Date(now.getTime() - retention.doneDays * DAY_MS);
}
