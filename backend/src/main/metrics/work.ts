import { Counter, Gauge, Histogram, type Registry } from '@prometheus-io/client';

import type { Activities, Activity } from '../../operation/activities.ts';
import type { OperationEvents } from '../../operation/events.ts';
import { createTokenLabels } from './token-labels.ts';

const SECONDS = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25];

/**
 * Who waits, for what and for how long, and how queries and their statements end. The ids of tokens tell them apart: a name says
 * whose company a token is for, and the management listener shows the metrics to all that run on the machine, Grafana's proxy included.
 */
export function registerWorkMetrics(registry: Registry, events: OperationEvents, activities: Activities): void {
  const registers = [registry];
  const queries = new Histogram({
    name: 'vigie_query_duration_seconds',
    help: 'Seconds from a query to its answer, by how it ended (ok, kept, refused, gone, failed)',
    labelNames: ['dataset', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const wait = new Histogram({
    name: 'vigie_counters_wait_seconds',
    help: 'Seconds a query of the counters waited for its turn',
    labelNames: ['dataset'],
    buckets: SECONDS,
    registers,
  });
  const statementWait = new Histogram({
    name: 'vigie_counters_statement_wait_seconds',
    help: 'Seconds a statement of a query of the counters waited for its turn',
    buckets: SECONDS,
    registers,
  });
  const statements = new Histogram({
    name: 'vigie_statement_duration_seconds',
    help: 'Seconds of a statement of a query, by database (store, counters) and how it ended (ok, failed, killed: nobody waited for it any more)',
    labelNames: ['database', 'outcome'],
    buckets: SECONDS,
    registers,
  });
  const refused = new Counter({
    name: 'vigie_refused_total',
    help: 'What was refused because there was more than could be done (queue_full, waited_too_long, late)',
    labelNames: ['token', 'dataset', 'reason'],
    registers,
  });
  const labelOf = createTokenLabels();
  events.listen((event) => {
    switch (event.kind) {
      case 'query':
        queries.observe({ dataset: event.subject, outcome: event.outcome }, event.seconds);
        break;
      case 'waited':
        wait.observe({ dataset: event.subject }, event.seconds);
        break;
      case 'statement-waited':
        statementWait.observe(event.seconds);
        break;
      case 'statement':
        statements.observe({ database: event.database, outcome: event.outcome }, event.seconds);
        break;
      case 'refused':
        refused.inc({ token: labelOf(event.caller.tokenId), dataset: event.subject, reason: event.reason });
        break;
    }
  });
  registerActivities(registry, activities);
}

/** What is under way when somebody looks: as many series as there are groups of waiting queries, and none for what is over. */
function registerActivities(registry: Registry, activities: Activities): void {
  const registers = [registry];
  const gauge = (
    name: string,
    help: string,
    labelNames: readonly ('token' | 'dataset' | 'reason')[],
    collect: (this: Gauge<'token' | 'dataset' | 'reason'>, current: Activity[]) => void
  ) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset();
        collect.call(this, activities.current());
      },
    });
  const labels = ({ tokenId, subject, waitingFor }: Activity) => ({
    token: tokenId,
    dataset: subject,
    reason: waitingFor,
  });
  gauge(
    'vigie_waiting',
    'Queries under way, by what they wait for: counters_turn and statement_turn (others in front of them), counters and store (that database)',
    ['token', 'dataset', 'reason'],
    function (current) {
      current.forEach((activity) => this.set(labels(activity), activity.count));
    }
  );
  gauge(
    'vigie_waiting_longest_seconds',
    'Seconds that the first of them has waited',
    ['token', 'dataset', 'reason'],
    function (current) {
      current.forEach((activity) => this.set(labels(activity), activity.longestSeconds));
    }
  );
  const ofToken = (name: string, help: string, waitingFor: Activity['waitingFor']) =>
    gauge(name, help, ['token'], function (current) {
      for (const activity of current.filter((one) => one.waitingFor === waitingFor)) {
        this.inc({ token: activity.tokenId }, activity.count);
      }
    });
  ofToken('vigie_counters_queue_length', 'Queries of the counters that wait for their turn', 'counters_turn');
  ofToken('vigie_counters_in_flight', 'Queries of the counters that are being answered', 'counters');
}
