import type { Clock } from '../../clock.ts';
import type { OdooDomain, Rules } from '../../config/rules.ts';
import type { OdooClient } from '../../integrations/odoo/client.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import type { SourceStatesWriter } from '../../store/source-states-writer.ts';
import type { Customers } from './customers.ts';

/** What the jobs of one Odoo connection work with. */
export interface OdooContext {
  client: OdooClient;
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  states: SourceStatesWriter;
  customers: Customers;
}

/** The rules' own part of every domain: that of the queue in which leads stand. Domains side by side must both hold. */
export function queueDomain({ queues }: Pick<Rules, 'queues'>): OdooDomain {
  return queues.find(({ source }) => source === 'odoo')?.domain ?? [];
}

/** A date-time as Odoo wants it in a domain: UTC, whole seconds, no zone (`Z` makes it fail). */
export function odooDateTime(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}
