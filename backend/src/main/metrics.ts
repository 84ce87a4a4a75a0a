import { collectDefaultMetrics, Histogram, Registry } from '@prometheus-io/client';

import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { registerJobMetrics } from './metrics/jobs.ts';
import { registerSourceMetrics } from './metrics/sources.ts';
import { registerSyncMetrics } from './metrics/sync.ts';
import { registerWorkMetrics } from './metrics/work.ts';

/** What Vigie measures about itself, in Prometheus' form. */
export interface Metrics {
  /** Seconds from request to answer, by method, route and status. */
  httpDuration: Histogram<'method' | 'route' | 'status'>;
  /** Seconds of a request to an upstream, by connection, operation and status (0: no answer). */
  upstreamDuration: Histogram<'connection' | 'operation' | 'status'>;
  /** The text of `GET /metrics`. */
  render(): Promise<{ contentType: string; body: string }>;
}

/** The library's default, ten times a second, would wake a process that has nothing to do. */
const UTILIZATION_EVERY_MS = 10_000;

/**
 * Metrics in a registry of their own, so that several servers may live in one process.
 * @param registry - where they are registered; given by callers that want to know which there are
 */
export function createMetrics(services: DatasetServices, registry: Registry = new Registry()): Metrics {
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: 'vigie_', eventLoopUtilizationTimeout: UTILIZATION_EVERY_MS });
  registerSourceMetrics(registry, services);
  registerJobMetrics(registry, services);
  const { operation } = services;
  if (operation !== undefined) {
    registerWorkMetrics(registry, operation.events, operation.activities);
    registerSyncMetrics(registry, operation);
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
