import type { QueryRequest } from '../../datasets/engine/run.ts';
import type { Status } from '../../doctor/status.ts';
import type { Backend } from '../backend/backend.ts';
import { type Answer, readAnswer } from '../frame.ts';

/** The queries of the page "Tableau de bord", all sent at once. */
const QUERIES = {
  summary: { dataset: 'tickets.summary', params: {} },
  latestOpen: { dataset: 'tickets.latest', params: { class: 'open', limit: 4 } },
  latestPending: { dataset: 'tickets.latest', params: { class: 'pending', limit: 4 } },
  openByPriority: { dataset: 'tickets.by_priority', params: { class: 'open' } },
  pendingByPriority: { dataset: 'tickets.by_priority', params: { class: 'pending' } },
  latestAlerts: { dataset: 'alerts.latest', params: { limit: 5 } },
} as const;

export type BoardData = Record<keyof typeof QUERIES, Answer> & { status: Status };

/** Everything the board shows. */
export async function readBoard(backend: Backend): Promise<BoardData> {
  const queries: QueryRequest[] = Object.entries(QUERIES).map(([refId, query]) => ({ refId, ...query }));
  const [results, status] = await Promise.all([backend.query(queries), backend.status()]);
  const answers = Object.entries(QUERIES).map(([refId, { dataset }]) => [refId, readAnswer(dataset, results[refId])]);
  return { ...(Object.fromEntries(answers) as Record<keyof typeof QUERIES, Answer>), status };
}
