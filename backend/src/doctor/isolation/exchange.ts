import { getGlobalDispatcher } from 'undici';

import type { ProbeAnswer } from './channel.ts';

const TIMEOUT_MS = 60_000;

export interface Exchange {
  /** Scheme, host and port. */
  origin: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Sends one request as it is: nothing in the path is tidied up on the way, as `fetch` would. */
export async function exchange(request: Exchange): Promise<ProbeAnswer> {
  const answer = await getGlobalDispatcher().request({
    ...request,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const body = await answer.body.text();
  return { status: answer.statusCode, body, text: `${JSON.stringify(answer.headers)}\n${body}` };
}
