import { joined, type Slot, SLOT_SECONDS } from '../../../operation/timeline.ts';
import { defineOperationDataset, megabytes, milliseconds, OPERATION_COLUMNS } from '../../system/operation.ts';

/** More points than that show nothing more. */
const MAX_POINTS = 400;

export default defineOperationDataset({
  name: 'system.load',
  title: { fr: 'Charge du serveur au fil du temps', en: 'Load of the backend over time' },
  description: {
    fr: 'Les six dernières heures de ce serveur, dix secondes par point ou davantage : requêtes, refus, attente, durées, mémoire. Rien n’en est gardé après un redémarrage. Réservé à l’organisation principale.',
    en: 'The last six hours of this backend, ten seconds a point or more: queries, refusals, waiting, durations, memory. Nothing of it outlives a restart. For the main organisation.',
  },
  usesRange: true,
  parameters: {},
  columns: {
    time: { type: 'time', title: { fr: 'Instant', en: 'Time' } },
    seconds: { type: 'number', unit: 's', title: { fr: 'Durée du point', en: 'Length of the point' } },
    queries: OPERATION_COLUMNS.queries,
    failed: OPERATION_COLUMNS.failed,
    refused: OPERATION_COLUMNS.refused,
    kept: OPERATION_COLUMNS.kept,
    killed: OPERATION_COLUMNS.killed,
    waiting: OPERATION_COLUMNS.waiting,
    longest_wait_ms: OPERATION_COLUMNS.longest_wait_ms,
    p95_ms: OPERATION_COLUMNS.p95_ms,
    loop_delay_ms: OPERATION_COLUMNS.loop_delay_ms,
    memory_mb: OPERATION_COLUMNS.memory_mb,
    heap_mb: { type: 'number', unit: 'short', title: { fr: 'Tas JavaScript (Mo)', en: 'JavaScript heap (MB)' } },
  },
  read({ operation, range, maxDataPoints }) {
    const inRange = operation.timeline.slots().filter(({ at }) => at >= range.from && at <= range.to);
    const size = Math.ceil(inRange.length / Math.max(1, Math.min(maxDataPoints, MAX_POINTS)));
    const points: Slot[][] = [];
    for (let start = 0; start < inRange.length; start += size) {
      points.push(inRange.slice(start, start + size));
    }
    return points.map((slots) => rowOf(joined(slots), slots.length * SLOT_SECONDS));
  },
});

function rowOf(slot: Slot, seconds: number) {
  return {
    time: slot.at,
    seconds,
    queries: slot.queries,
    failed: slot.failed,
    refused: slot.refused,
    kept: slot.kept,
    killed: slot.statementsKilled,
    waiting: slot.waiting,
    longest_wait_ms: milliseconds(slot.longestWaitSeconds),
    p95_ms: slot.p95Seconds === null ? null : milliseconds(slot.p95Seconds),
    loop_delay_ms: milliseconds(slot.loopDelaySeconds),
    memory_mb: megabytes(slot.residentBytes),
    heap_mb: megabytes(slot.heapBytes),
  };
}
