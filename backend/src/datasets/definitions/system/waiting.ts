import type { WaitingFor } from '../../../operation/activities.ts';
import { defineOperationDataset, milliseconds, OPERATION_COLUMNS } from '../../system/operation.ts';

/** What requests to an upstream wait for, beside what queries wait for. */
type Reason = WaitingFor | 'upstream_limit' | 'upstream_pause';

/** Who is meant where no token asks: the synchronisation. */
const VIGIE = 'Vigie';

interface Wait {
  token: string;
  subject: string;
  reason: Reason;
  count: number;
  longestSeconds: number;
}

export default defineOperationDataset({
  name: 'system.waiting',
  title: { fr: 'Qui attend, et quoi', en: 'Who waits, and for what' },
  description: {
    fr: 'Requêtes en cours de ce serveur, par jeton et jeu de données : leur tour parmi les compteurs (counters_turn, statement_turn), une base au travail (counters, store), le quota d’une source (upstream_limit) ou la pause qu’elle demande (upstream_pause). Réservé à l’organisation principale.',
    en: 'Queries under way in this backend, by token and dataset: their turn at the counters (counters_turn, statement_turn), a database at work (counters, store), the quota of an upstream (upstream_limit) or a pause it asked for (upstream_pause). For the main organisation.',
  },
  parameters: {},
  columns: {
    backend: OPERATION_COLUMNS.backend,
    token: OPERATION_COLUMNS.token,
    subject: { type: 'string', title: { fr: 'Objet', en: 'Subject' } },
    reason: { type: 'string', title: { fr: 'Attend', en: 'Waits for' } },
    count: { type: 'number', unit: 'short', title: { fr: 'Nombre', en: 'Count' } },
    since: { type: 'time', title: { fr: 'Depuis', en: 'Since' } },
    longest_wait_ms: OPERATION_COLUMNS.longest_wait_ms,
  },
  read({ operation }) {
    const now = Date.now();
    const queries = operation.activities
      .current()
      .map(({ tokenName, waitingFor, ...rest }): Wait => ({ ...rest, token: tokenName, reason: waitingFor }));
    const requests = operation
      .upstreams()
      .filter(({ waiting }) => waiting > 0)
      .map(({ connection, waiting, longestWaitSeconds, pausedSeconds }): Wait => ({
        token: VIGIE,
        subject: connection,
        reason: pausedSeconds > 0 ? 'upstream_pause' : 'upstream_limit',
        count: waiting,
        longestSeconds: longestWaitSeconds,
      }));
    return [...queries, ...requests]
      .sort((a, b) => b.longestSeconds - a.longestSeconds)
      .map(({ token, subject, reason, count, longestSeconds }) => ({
        backend: operation.backend,
        token,
        subject,
        reason,
        count,
        since: new Date(now - milliseconds(longestSeconds)),
        longest_wait_ms: milliseconds(longestSeconds),
      }));
  },
});
