import { createSourceStatesWriter } from '../../store/sources/source-states-writer.ts';
import type { OdooClient } from '../../upstreams/odoo/client.ts';
import type { ConnectionJobs, JobOutcome } from '../connections/connection-jobs.ts';
import type { JobsOptions } from '../connections/connection-source.ts';
import { readResources, reconcileResources } from '../connections/read-resources.ts';
import { RecentChanges } from '../connections/recent-changes.ts';
import { ticketProgress } from '../connections/ticket-progress.ts';
import { createChangesReader } from './changes.ts';
import { type OdooContext, queueLanguage } from './context.ts';
import { createCustomers } from './customers.ts';
import { readClosedLeads, reconcileLeads } from './leads.ts';

export interface OdooJobsOptions extends JobsOptions {
  client: OdooClient;
}

/** What is read from an Odoo database: the leads of the rules' queue, as tickets. */
export function createOdooJobs(options: OdooJobsOptions): ConnectionJobs {
  const { client, db, clock } = options;
  client.prefer(queueLanguage(options.rules));
  const states = createSourceStatesWriter(db, clock, client.name, 'odoo');
  const context: OdooContext = {
    ...options,
    states,
    customers: createCustomers(client),
    recentChanges: new RecentChanges(),
  };
  const refreshLeads = createChangesReader(context);
  const readTickets = (read: () => Promise<void>): Promise<JobOutcome> =>
    readResources(states, [{ resource: 'tickets', read }]);

  return {
    ...ticketProgress(states, clock),
    // Odoo tells nobody when a key expires.
    register: () => states.register(['tickets'], null),
    refresh: (signal) => readTickets(() => refreshLeads(signal)),
    reconcile: (signal) =>
      reconcileResources(states, [{ resource: 'tickets', read: () => reconcileLeads(context, signal) }]),
    readRest: (signal) => readTickets(() => readClosedLeads(context, signal)),
    // Each reading of the closed leads begins at the start by itself.
    forgetRest: () => Promise.resolve(),
  };
}
