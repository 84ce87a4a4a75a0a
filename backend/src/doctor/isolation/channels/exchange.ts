import { getGlobalDispatcher } from 'undici';

import { patiently } from '../patience.ts';
import type { ProbeAnswer } from './channel.ts';

const TIMEOUT_MS = 60_000;
/** As a status of the answer, or of one of the queries that Grafana passes on. */
const BUSY =
  /"code":"(overloaded|rate_limited)"|Vigie has more work than it can do|queries of the counters are waiting|waited too long behind others/;

export interface Exchange {
  /** Scheme, host and port. */
  origin: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Sends one request as it is: nothing in the path is tidied up on the way, as `fetch` would. */
export function exchange(request: Exchange): Promise<ProbeAnswer> {
  return patiently(
    () => sendOnce(request),
    (outcome) => 'value' in outcome && outcome.value.status !== 200 && BUSY.test(outcome.value.body)
  );
}

async function sendOnce(request: Exchange): Promise<ProbeAnswer> {
  const answer = await getGlobalDispatcher().request({
    ...request,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const body = await answer.body.text();
  return { status: answer.statusCode, body, text: `${JSON.stringify(answer.headers)}\n${body}` };
}
