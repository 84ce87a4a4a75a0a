import { type Frame, type Row, rowsOf } from '../fixtures/frames.ts';

interface Result {
  status: number;
  error?: string;
  frames: (Frame & { schema: { meta: { custom: { readAt: string | null } } } })[];
}

/** One answer, with what is needed to judge it. */
export interface Answered {
  status: number;
  /** The answer as it came. */
  text: string;
  results: Record<string, Result>;
  /** Milliseconds. */
  took: number;
  /** Epoch milliseconds. */
  askedAt: number;
  receivedAt: number;
}

export interface Asked {
  dataset: string;
  params?: object;
  refId?: string;
}

/** No call may take longer: Grafana's data source gives up then. */
const CALL_MS = 30_000;

/** Sends queries in one call, as a page of Grafana does. @throws when there is no answer at all */
export async function ask(
  backendUrl: string,
  token: string,
  queries: readonly Asked[],
  range: { from: number; to: number; timezone?: string }
): Promise<Answered> {
  const askedAt = Date.now();
  const began = performance.now();
  const response = await fetch(`${backendUrl}/v1/query`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ queries: queries.map((query, index) => ({ refId: `Q${index}`, ...query, ...range })) }),
    signal: AbortSignal.timeout(CALL_MS),
  });
  const text = await response.text();
  const took = performance.now() - began;
  const { results = {} } = (response.ok ? JSON.parse(text) : {}) as { results?: Answered['results'] };
  return { status: response.status, text, results, took, askedAt, receivedAt: Date.now() };
}

/** Why an answer is no good, one sentence each: a call that was refused, queries that failed. */
export function failuresOf({ status, text, results }: Answered): string[] {
  return status === 200
    ? Object.entries(results).flatMap(([refId, result]) =>
        result.status === 200 ? [] : [`${refId}: ${result.status} ${result.error ?? ''}`]
      )
    : [`the call was answered with ${status}: ${text.slice(0, 200)}`];
}

export function rowsIn({ results }: Answered, refId: string): Row[] {
  return (results[refId]?.frames ?? []).flatMap(rowsOf);
}

/** When the rows were read, as the answer says; null when it does not. */
export function readAtOf({ results }: Answered, refId: string): number | null {
  const readAt = results[refId]?.frames[0]?.schema.meta.custom.readAt ?? null;
  return readAt === null ? null : Date.parse(readAt);
}
