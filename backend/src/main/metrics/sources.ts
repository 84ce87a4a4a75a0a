import { Gauge, type Registry } from '@prometheus-io/client';

import type { DatasetServices } from '../../datasets/engine/dataset.ts';
import { readAllSources } from '../../datasets/notices/sources.ts';
import { SYSTEM_ACCESS } from '../../domain/access/system-access.ts';
import { sharedLook } from './look.ts';

/** Age and state of the sources, read from the store at each scrape; a store that does not answer costs these figures alone. */
export function registerSourceMetrics(registry: Registry, services: DatasetServices): void {
  const registers = [registry];
  const look = sharedLook(() => readAllSources(services, SYSTEM_ACCESS, services.clock.now()));
  new Gauge({
    name: 'vigie_store_up',
    help: '1 when the store answered this scrape, else 0: then the figures of the sources are missing',
    registers,
    async collect() {
      this.set(Number((await look()) !== undefined));
    },
  });
  new Gauge({
    name: 'vigie_source_age_seconds',
    help: 'Seconds since the last successful reading of a source',
    labelNames: ['source'],
    registers,
    async collect() {
      const sources = await look();
      this.reset();
      for (const { source, ageSeconds } of sources ?? []) {
        if (ageSeconds !== null) {
          this.set({ source }, ageSeconds);
        }
      }
    },
  });
  new Gauge({
    name: 'vigie_source_state',
    help: '1 for the state a source is in (ok, late, down, reading)',
    labelNames: ['source', 'state'],
    registers,
    async collect() {
      const sources = await look();
      this.reset();
      sources?.forEach(({ source, state }) => this.set({ source, state }, 1));
    },
  });
}
