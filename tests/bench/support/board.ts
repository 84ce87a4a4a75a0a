/** The queries of the page "Tableau de bord", as its panels send them, in one call. */
const BOARD_QUERIES = [
  { dataset: 'tickets.summary', params: {} },
  { dataset: 'tickets.latest', params: { class: 'open', limit: 20 } },
  { dataset: 'tickets.latest', params: { class: 'pending', limit: 4 } },
  { dataset: 'tickets.by_priority', params: { class: 'open' } },
  { dataset: 'tickets.by_priority', params: { class: 'pending' } },
  { dataset: 'tickets.flow', params: { source: 'atera', days: 8 } },
  { dataset: 'tickets.attention', params: {} },
  { dataset: 'tickets.due', params: { limit: 50, breached_hours: 1 } },
  { dataset: 'alerts.latest', params: { limit: 5 } },
  { dataset: 'system.sources', params: {} },
];

interface Answer {
  results: Record<string, { status: number; error?: string; frames: { data: { values: unknown[][] } }[] }>;
}

/** The backend did not answer the call as a whole. */
export class RefusedError extends Error {
  readonly status: number;

  constructor(status: number, body: string) {
    super(`the board's query was refused (${status}): ${body}`);
    this.status = status;
  }
}

/** Asks for the whole board over HTTP. @throws when it is refused or one of its queries failed: a fast error is no measurement. */
export function askBoard(backendUrl: string, token: string, queries = BOARD_QUERIES): Promise<Answer['results']> {
  const to = Date.now();
  return ask(backendUrl, token, queries, { from: to - 86_400_000, to });
}

/** Sends queries in one call. @throws when one of them failed. */
export async function ask(
  backendUrl: string,
  token: string,
  queries: readonly { dataset: string; params: object }[],
  range: { from: number; to: number }
): Promise<Answer['results']> {
  const response = await fetch(`${backendUrl}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      queries: queries.map((query, index) => ({ refId: `Q${index}`, ...query, ...range })),
    }),
  });
  if (!response.ok) {
    throw new RefusedError(response.status, await response.text());
  }
  const { results } = (await response.json()) as Answer;
  const failed = Object.values(results).find((result) => result.status !== 200);
  if (failed) {
    throw new Error(`a query failed: ${failed.error ?? failed.status}`);
  }
  return results;
}

/** Active tickets as the board counts them now. */
export async function ticketsOnBoard(backendUrl: string, token: string): Promise<number> {
  return ticketsIn(await askBoard(backendUrl, token, BOARD_QUERIES.slice(0, 1)));
}

/** Active tickets in an answer of {@link askBoard}. */
export function ticketsIn(results: Answer['results']): number {
  return Number(results['Q0']?.frames[0]?.data.values[0]?.[0] ?? 0);
}
