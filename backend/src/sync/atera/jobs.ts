import { createSourceStatesWriter, type ReadingProblem } from '../../store/sources/source-states-writer.ts';
import type { AteraClient } from '../../upstreams/atera/client.ts';
import type { ConnectionJobs } from '../connections/connection-jobs.ts';
import type { JobsOptions } from '../connections/connection-source.ts';
import { readResources, reconcileResources } from '../connections/read-resources.ts';
import { RecentChanges } from '../connections/recent-changes.ts';
import { ticketProgress } from '../connections/ticket-progress.ts';
import { createAlertsReader } from './alerts.ts';
import { createChangesReader } from './changes.ts';
import type { AteraContext } from './context.ts';
import { reconcileCustomers } from './customers.ts';
import { readAllTickets } from './full-reading.ts';
import { reconcileTickets } from './tickets.ts';

export interface AteraJobsOptions extends JobsOptions {
  client: AteraClient;
}

/** What is read from an Atera account: tickets, open alerts, customers, in this order of urgency. */
export function createAteraJobs(options: AteraJobsOptions): ConnectionJobs {
  const { client, db, clock } = options;
  const states = createSourceStatesWriter(db, clock, client.name, 'atera');
  const context: AteraContext = { ...options, states, recentChanges: new RecentChanges() };
  const alerts = createAlertsReader(context);
  const refreshTickets = createChangesReader(context);

  return {
    register: () => states.register(['tickets', 'alerts', 'customers'], client.keyExpiresAt),
    ...ticketProgress(states, clock),
    refresh: (signal) =>
      readResources(states, [
        { resource: 'tickets', read: () => refreshTickets(signal) },
        { resource: 'alerts', read: () => alerts.refresh(signal) },
      ]),
    reconcile: (signal) =>
      reconcileResources(states, [
        { resource: 'tickets', read: () => reconcileTickets(context, signal) },
        { resource: 'alerts', read: () => alerts.reconcile(signal) },
        { resource: 'customers', read: () => reconcileCustomers(context, signal) },
      ]),
    async readRest(signal) {
      let missing: ReadingProblem | null = null;
      const read = async (): Promise<void> => {
        missing = await readAllTickets(context, signal);
      };
      const outcome = await readResources(states, [{ resource: 'tickets', read }]);
      return { ...outcome, problem: outcome.problem ?? missing };
    },
    forgetRest: () => states.restartFullReading('tickets'),
  };
}
