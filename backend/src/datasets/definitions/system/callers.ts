import { defineOperationDataset, milliseconds, OPERATION_COLUMNS } from '../../system/operation.ts';
import { limitParameter } from '../../tickets/common.ts';

export default defineOperationDataset({
  name: 'system.callers',
  title: { fr: 'Qui demande combien', en: 'Who asks for how much' },
  description: {
    fr: 'Ce que chaque jeton a demandé à ce serveur depuis une heure : requêtes, temps de réponse cumulé, attente, refus. Réservé à l’organisation principale.',
    en: 'What each token asked of this backend in the last hour: queries, time spent on answers, waiting, refusals. For the main organisation.',
  },
  parameters: { limit: limitParameter(20, 500) },
  columns: {
    backend: OPERATION_COLUMNS.backend,
    token: OPERATION_COLUMNS.token,
    queries: OPERATION_COLUMNS.queries,
    failed: OPERATION_COLUMNS.failed,
    refused: OPERATION_COLUMNS.refused,
    kept: OPERATION_COLUMNS.kept,
    busy_ms: { type: 'number', unit: 'ms', title: { fr: 'Temps de réponse cumulé', en: 'Time spent on answers' } },
    waited_ms: { type: 'number', unit: 'ms', title: { fr: 'Attente cumulée', en: 'Time waited' } },
    longest_wait_ms: OPERATION_COLUMNS.longest_wait_ms,
  },
  read({ operation }, { limit }) {
    return operation.callers
      .lastHour()
      .slice(0, limit)
      .map((caller) => ({
        backend: operation.backend,
        token: caller.tokenName,
        queries: caller.queries,
        failed: caller.failed,
        refused: caller.refused,
        kept: caller.kept,
        busy_ms: milliseconds(caller.busySeconds),
        waited_ms: milliseconds(caller.waitedSeconds),
        longest_wait_ms: milliseconds(caller.longestWaitSeconds),
      }));
  },
});
