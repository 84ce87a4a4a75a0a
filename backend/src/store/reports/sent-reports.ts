import { sql, type SqlBool } from 'kysely';

import { type EnterpriseNames, visibleEnterprises } from '../../counters/sites/enterprises.ts';
import type { Access, Scope } from '../../domain/access/access.ts';
import type { ReportKind } from '../../domain/rules/reports-rules.ts';
import { type FirstRows, firstRows } from '../first-rows.ts';
import type { StoreDatabase } from '../schema.ts';

/** A report that a mail server took, as those may know it whom it is about: without its addresses. */
export interface SentReport {
  report: string;
  kind: ReportKind;
  /** Empty for a service report. */
  enterprise: string;
  sentAt: Date;
}

export interface SentReportsFilter {
  kinds: readonly ReportKind[];
  /** Exact names of enterprises; undefined: no narrowing. Service reports are of none. */
  enterprises: readonly string[] | undefined;
  /** When they were sent, both ends included. */
  range: { from: Date; to: Date };
  limit: number;
}

/** Reports that were sent, of those a caller may see the newest first. */
export async function readSentReports(
  db: StoreDatabase,
  access: Access,
  names: EnterpriseNames,
  { kinds, enterprises, range, limit }: SentReportsFilter
): Promise<FirstRows<SentReport>> {
  const query = visibleDeliveries(db, access, names, enterprises)
    .where('state', '=', 'sent')
    .where('kind', 'in', [...kinds])
    .where('finished_at', '>=', range.from)
    .where('finished_at', '<=', range.to)
    .select(['report', 'kind', 'enterprise', sql<Date>`finished_at`.as('sentAt')])
    .orderBy('finished_at', 'desc')
    .orderBy('report')
    .orderBy('enterprise');
  return firstRows(query, limit);
}

/**
 * Lines of the ledger that a caller may see: of the enterprises whose counters they read; of the service reports, which tell of all
 * tickets, for callers who see all of them.
 */
function visibleDeliveries(
  db: StoreDatabase,
  access: Access,
  names: EnterpriseNames,
  requested: readonly string[] | undefined
) {
  const reads = (scope: Scope): boolean => access.scopes.some((each) => each === scope || each === 'admin');
  const enterprises = reads('counters:read') ? visibleEnterprises(names, access.enterprises, requested) : [];
  const seesAllTickets = reads('tickets:read') && access.connections === 'all' && access.clients === 'all';
  return db
    .selectFrom('report_deliveries')
    .where((eb) =>
      eb.or([
        eb.and([
          eb('kind', '=', 'enterprise'),
          enterprises === 'all' ? eb.lit(true) : sql<SqlBool>`enterprise = any(${[...enterprises]})`,
        ]),
        eb.and([eb('kind', '=', 'service'), eb.lit(seesAllTickets && requested === undefined)]),
      ])
    );
}
