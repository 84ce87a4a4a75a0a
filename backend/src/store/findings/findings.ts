import { sql } from 'kysely';

import { type Access, isForClients } from '../../domain/access/access.ts';
import { FINDING_TEXTS, type FindingCode } from '../../domain/rules/finding-texts.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import { classifyImpact, classifyPriority, classifyStatus } from '../../domain/tickets/classify.ts';
import type { StoreDatabase } from '../schema.ts';
import { activeTickets } from '../visible.ts';
import type { Finding } from './finding.ts';
import { readRuleFindings } from './rule-findings.ts';

/** What the rules do not know, most frequent first, then what they seem to miss. */
export async function readFindings(
  db: StoreDatabase,
  rules: Pick<Rules, 'statuses' | 'impacts' | 'queues' | 'clients'>,
  access: Access
): Promise<Finding[]> {
  // What the rules lack is the company's business.
  if (isForClients(access)) {
    return [];
  }
  const [unknown, undated, hints] = await Promise.all([
    readUnknownValues(db, rules, access),
    countUndatedLeads(db, access),
    readRuleFindings(db, rules, access),
  ]);
  return [...unknown, ...(undated === 0 ? [] : [finding('lead_without_created_date', null, undated)]), ...hints];
}

/** Values of the active Atera tickets that no rule maps. (A done ticket's status is known by definition.) */
async function readUnknownValues(
  db: StoreDatabase,
  rules: Pick<Rules, 'statuses' | 'impacts'>,
  access: Access
): Promise<Finding[]> {
  const rows = await activeTickets(db, access)
    .where('tickets.source', '=', 'atera')
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

async function countUndatedLeads(db: StoreDatabase, access: Access): Promise<number> {
  const { count } = await activeTickets(db, access)
    .where('tickets.source', '=', 'odoo')
    .where('tickets.created_at', 'is', null)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

function finding(code: FindingCode, value: string | null, count: number): Finding {
  return { code, severity: 'warning', value, count, text: FINDING_TEXTS[code](value ?? '', count, '') };
}
