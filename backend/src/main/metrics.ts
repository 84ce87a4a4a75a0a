import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { readAllSources } from '../datasets/notices/sources.ts';
import { SYSTEM_ACCESS } from '../domain/access/system-access.ts';
import type { Load } from '../load/load.ts';

/** What Vigie measures about itself, in Prometheus' form. */
export interface Metrics {
  /** Seconds from request to answer, by method, route and status. */
  httpDuration: Histogram<'method' | 'route' | 'status'>;
  /** Seconds of a request to an upstream, by connection, operation and status (0: no answer). */
  upstreamDuration: Histogram<'connection' | 'operation' | 'status'>;
  /** The text of `GET /metrics`. */
  render(): Promise<{ contentType: string; body: string }>;
}

/** Metrics in a registry of their own, so that several servers may live in one process. */
export function createMetrics(services: DatasetServices): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'vigie_' });
  registerSourceMetrics(registry, services);
  if (services.load !== undefined) {
    registerLoadMetrics(registry, services.load);
  }
  return {
    httpDuration: new Histogram({
      name: 'vigie_http_request_duration_seconds',
      help: 'Seconds from request to answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    }),
    upstreamDuration: new Histogram({
      name: 'vigie_upstream_request_duration_seconds',
      help: 'Seconds of a request to an upstream; status 0: no answer',
      labelNames: ['connection', 'operation', 'status'],
      buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
    async render() {
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

/** Age and state of the sources, read from the store at each scrape. */
function registerSourceMetrics(registry: Registry, services: DatasetServices): void {
  const age = new Gauge({
    name: 'vigie_source_age_seconds',
    help: 'Seconds since the last successful reading of a source',
    labelNames: ['source'],
    registers: [registry],
  });
  const state = new Gauge({
    name: 'vigie_source_state',
    help: '1 for the state a source is in (ok, late, down, reading)',
    labelNames: ['source', 'state'],
    registers: [],
    async collect() {
      age.reset();
      this.reset();
      for (const source of await readAllSources(services, SYSTEM_ACCESS, services.clock.now())) {
        this.set({ source: source.source, state: source.state }, 1);
        if (source.ageSeconds !== null) {
          age.set({ source: source.source }, source.ageSeconds);
        }
      }
    },
  });
  registry.registerMetric(state);
}

/** Who waits for the counters, for how long, and who was refused. Tokens bear the names that admins gave them. */
function registerLoadMetrics(registry: Registry, load: Load): void {
  const registers = [registry];
  const wait = new Histogram({
    name: 'vigie_counters_wait_seconds',
    help: 'Seconds a query of the counters waited for its turn',
    labelNames: ['dataset'],
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const statementWait = new Histogram({
    name: 'vigie_counters_statement_wait_seconds',
    help: 'Seconds a statement of a query of the counters waited for its turn',
    buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const refused = new Counter({
    name: 'vigie_refused_total',
    help: 'What was refused because there was more than could be done (queue_full, waited_too_long, late)',
    labelNames: ['token', 'dataset', 'reason'],
    registers,
  });
  load.listen({
    waited: (dataset, seconds) => wait.observe({ dataset }, seconds),
    statementWaited: (seconds) => statementWait.observe(seconds),
    refused: ({ tokenName }, dataset, reason) => refused.inc({ token: tokenName, dataset, reason }),
  });
  const shareGauge = (name: string, help: string, value: 'waiting' | 'running') =>
    new Gauge({
      name,
      help,
      labelNames: ['token'],
      registers,
      collect() {
        this.reset();
        // Tokens may share a name.
        load.shares().forEach((share) => this.inc({ token: share.tokenName }, share[value]));
      },
    });
  shareGauge('vigie_counters_queue_length', 'Queries of the counters that wait for their turn', 'waiting');
  shareGauge('vigie_counters_in_flight', 'Queries of the counters that are being answered', 'running');
}
