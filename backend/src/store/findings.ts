import { sql } from 'kysely';

import type { Access } from '../access/access.ts';
import type { Rules } from '../config/rules.ts';
import { classifyImpact, classifyPriority, classifyStatus } from '../domain/classify.ts';
import { FINDING_TEXTS } from '../domain/finding-texts.ts';
import type { FindingCode } from '../domain/finding-texts.ts';
import type { LocalizedText } from '../domain/labels.ts';
import type { StoreDatabase } from './schema.ts';
import { activeTickets } from './visible.ts';

/** Something odd in the active tickets that a person should look at. */
export interface Finding {
  code: FindingCode;
  severity: 'info' | 'warning';
  /** The raw value that nobody knows; empty for an empty status, null where there is no value to name. */
  value: string | null;
  /** How many active tickets it concerns. */
  count: number;
  text: LocalizedText;
}

/** What the rules do not know of the active tickets, most frequent first. (A done ticket's status is known by definition.) */
export async function readFindings(
  db: StoreDatabase,
  rules: Pick<Rules, 'statuses' | 'impacts'>,
  access: Access
): Promise<Finding[]> {
  const rows = await activeTickets(db, access)
    .groupBy(sql`grouping sets ((tickets.status), (tickets.impact), (tickets.priority), (tickets.created_at is null))`)
    .select([
      'tickets.status',
      'tickets.impact',
      'tickets.priority',
      sql<boolean | null>`tickets.created_at is null`.as('undated'),
      // Which of the four this row groups by: the bit that is 0.
      sql<number>`grouping(tickets.status, tickets.impact, tickets.priority, (tickets.created_at is null))`.as(
        'others'
      ),
      sql<number>`count(*)`.as('count'),
    ])
    .execute();
  return rows
    .flatMap(({ others, count, ...row }): Finding[] => {
      switch (others) {
        case 0b0111:
          return classifyStatus(rules, row.status).known ? [] : [finding('unmapped_status', row.status ?? '', count)];
        case 0b1011:
          return classifyImpact(rules, row.impact).known ? [] : [finding('unknown_impact', row.impact, count)];
        case 0b1101:
          return classifyPriority(row.priority).known ? [] : [finding('unknown_priority', row.priority, count)];
        default:
          return row.undated ? [finding('missing_created_date', null, count)] : [];
      }
    })
    .toSorted((a, b) => b.count - a.count || (`${a.code} ${a.value}` < `${b.code} ${b.value}` ? -1 : 1));
}

function finding(code: FindingCode, value: string | null, count: number): Finding {
  return { code, severity: 'warning', value, count, text: FINDING_TEXTS[code](value ?? '', count) };
}
