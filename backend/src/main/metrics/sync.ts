import { Gauge, type Registry } from '@prometheus-io/client';

import type { Operation } from '../../operation/operation.ts';

/** Who reads the upstreams, what is being read, and how much of the budgets of requests is used. */
export function registerSyncMetrics(registry: Registry, operation: Operation): void {
  const registers = [registry];
  new Gauge({
    name: 'vigie_sync_leader',
    help: '1 in the backend that reads the upstreams, 0 in the others',
    registers,
    collect() {
      this.set(Number(operation.sync().leads));
    },
  });
  new Gauge({
    name: 'vigie_sync_epoch',
    help: 'Epoch of the lease in the backend that reads the upstreams, 0 in the others: a higher one has taken over',
    registers,
    collect() {
      this.set(operation.sync().epoch ?? 0);
    },
  });
  new Gauge({
    name: 'vigie_sync_phase_seconds',
    help: 'Seconds that a reading has been under way (refresh, reconcile, full_reading)',
    labelNames: ['connection', 'phase'],
    registers,
    collect() {
      this.reset();
      operation.sync().readings.forEach(({ connection, phase, seconds }) => this.set({ connection, phase }, seconds));
    },
  });
  const ofUpstream = (
    name: string,
    help: string,
    value: 'inFlight' | 'inMinute' | 'perMinute' | 'waiting' | 'longestWaitSeconds' | 'pausedSeconds'
  ) =>
    new Gauge({
      name,
      help,
      labelNames: ['connection'],
      registers,
      collect() {
        this.reset();
        operation.upstreams().forEach((upstream) => this.set({ connection: upstream.connection }, upstream[value]));
      },
    });
  ofUpstream('vigie_upstream_in_flight', 'Requests to an upstream that are not answered yet', 'inFlight');
  ofUpstream('vigie_upstream_minute_requests', 'Requests that count in the sliding minute', 'inMinute');
  ofUpstream('vigie_upstream_minute_limit', 'Requests that may be sent in any sliding minute', 'perMinute');
  ofUpstream('vigie_upstream_waiting', 'Requests that wait for the budget, or for the end of a pause', 'waiting');
  ofUpstream('vigie_upstream_longest_wait_seconds', 'Seconds that the first of them has waited', 'longestWaitSeconds');
  ofUpstream('vigie_upstream_pause_seconds', 'What is left of a pause that the upstream asked for', 'pausedSeconds');
}
