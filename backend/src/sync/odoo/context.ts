import type { Clock } from '../../domain/clock/clock.ts';
import type { OdooDomain, QueueRule, Rules } from '../../domain/rules/rules.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import type { SourceStatesWriter } from '../../store/sources/source-states-writer.ts';
import type { OdooClient } from '../../upstreams/odoo/client.ts';
import type { RecentChanges } from '../connections/recent-changes.ts';
import type { Customers } from './customers.ts';

/** What the jobs of one Odoo connection work with. */
export interface OdooContext {
  client: OdooClient;
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  states: SourceStatesWriter;
  recentChanges: RecentChanges;
  customers: Customers;
}

/** The rules' own part of every domain: that of the queue in which leads stand. Domains side by side must both hold. */
export function queueDomain(rules: Pick<Rules, 'queues'>): OdooDomain {
  return odooQueue(rules)?.domain ?? [];
}

/** The language that the rules want names in; null: that of the key's user. */
export function queueLanguage(rules: Pick<Rules, 'queues'>): string | null {
  return odooQueue(rules)?.language ?? null;
}

function odooQueue({ queues }: Pick<Rules, 'queues'>): QueueRule | undefined {
  return queues.find(({ source }) => source === 'odoo');
}

/** A date-time as Odoo wants it in a domain: UTC, whole seconds, no zone (`Z` makes it fail). */
export function odooDateTime(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}
