import type { QueueRule } from '../../domain/rules/rules.ts';
import { overdueLimitText } from '../../domain/tickets/due/overdue-texts.ts';
import type { Column, Row } from '../engine/dataset.ts';

/** From when on a ticket of a queue is overdue, in both languages, and by which clock. */
export const LIMIT_COLUMNS = {
  overdue_after: { type: 'string', title: { fr: 'En retard après', en: 'Overdue after' } },
  overdue_after_en: { type: 'string', title: { fr: 'En retard après (anglais)', en: 'Overdue after (English)' } },
  clock: { type: 'string', title: { fr: 'Horloge', en: 'Clock' } },
} as const satisfies Record<string, Column>;

/** @param queue - absent: rows of several queues, which have no limit in common */
export function limitValues(queue: QueueRule | undefined): Row<typeof LIMIT_COLUMNS> {
  const text = queue && overdueLimitText(queue);
  return { overdue_after: text?.fr ?? null, overdue_after_en: text?.en ?? null, clock: queue?.clock ?? null };
}
