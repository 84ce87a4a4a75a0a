import type { CountersSource } from '../../../counters/connection/source.ts';
import {
  defineOperationDataset,
  lookAtStore,
  megabytes,
  milliseconds,
  OPERATION_COLUMNS,
} from '../../system/operation.ts';

/** What the figures of this dataset are about, in seconds. */
const RECENT_SECONDS = 300;

export default defineOperationDataset({
  name: 'system.backend',
  title: { fr: 'Ce serveur', en: 'This backend' },
  description: {
    fr: 'Une ligne : qui lit les sources, si les deux bases répondent, et les chiffres des cinq dernières minutes de ce serveur. Réservé à l’organisation principale.',
    en: 'One row: who reads the upstreams, whether both databases answer, and the figures of the last five minutes of this backend. For the main organisation.',
  },
  parameters: {},
  columns: {
    backend: OPERATION_COLUMNS.backend,
    started_at: { type: 'time', title: { fr: 'Démarré', en: 'Started' } },
    leads: { type: 'boolean', title: { fr: 'Lit les sources', en: 'Reads the sources' } },
    leader: { type: 'string', title: { fr: 'Qui lit les sources', en: 'Who reads the sources' } },
    epoch: { type: 'number', unit: 'short', title: { fr: 'Mandat', en: 'Epoch' } },
    store: { type: 'string', title: { fr: 'Base de Vigie', en: 'Store' } },
    counters: { type: 'string', title: { fr: 'Base des compteurs', en: 'Counters database' } },
    queries: OPERATION_COLUMNS.queries,
    p95_ms: OPERATION_COLUMNS.p95_ms,
    failed: OPERATION_COLUMNS.failed,
    refused: OPERATION_COLUMNS.refused,
    kept: OPERATION_COLUMNS.kept,
    killed: OPERATION_COLUMNS.killed,
    waiting: OPERATION_COLUMNS.waiting,
    longest_wait_ms: OPERATION_COLUMNS.longest_wait_ms,
    loop_delay_ms: OPERATION_COLUMNS.loop_delay_ms,
    memory_mb: OPERATION_COLUMNS.memory_mb,
  },
  async read(context) {
    const { operation, counters } = context;
    const [store, countersState] = await Promise.all([lookAtStore(context), stateOfCounters(counters)]);
    const lease = store.answers ? store.lease : undefined;
    const recent = operation.timeline.recent(RECENT_SECONDS);
    return [
      {
        backend: operation.backend,
        started_at: operation.startedAt,
        leads: operation.sync().leads,
        // Behind host and process id the holder's name has a random part, which says nothing to people.
        leader: lease !== undefined && (lease.leftSeconds ?? 0) > 0 ? lease.holder.replace(/:[^:]*$/, '') : null,
        epoch: lease?.epoch ?? null,
        store: store.answers ? 'ok' : 'silent',
        counters: countersState,
        queries: recent.queries,
        p95_ms: recent.p95Seconds === null ? null : milliseconds(recent.p95Seconds),
        failed: recent.failed,
        refused: recent.refused,
        kept: recent.kept,
        killed: recent.statementsKilled,
        waiting: recent.waiting,
        longest_wait_ms: milliseconds(recent.longestWaitSeconds),
        loop_delay_ms: milliseconds(recent.loopDelaySeconds),
        memory_mb: megabytes(recent.residentBytes),
      },
    ];
  },
});

async function stateOfCounters(counters: CountersSource | undefined): Promise<'ok' | 'silent' | 'off'> {
  if (counters === undefined) {
    return 'off';
  }
  return (await counters.contact()).error === null ? 'ok' : 'silent';
}
