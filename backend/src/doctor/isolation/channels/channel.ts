import type { QueryRequest, QueryResult } from '../../../datasets/engine/run.ts';

/** One request of a tenant. */
export interface ProbeRequest {
  method: string;
  /** Below the resources of Vigie: `sites?limit=1`. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface ProbeAnswer {
  status: number;
  /** Every byte of it: headers, then the body. */
  text: string;
  /** The body alone. */
  body: string;
}

/** A tenant's way to Vigie: straight to it with its token, or through its Grafana organisation. */
export interface Channel {
  send(request: ProbeRequest): Promise<ProbeAnswer>;
  /** Answers by refId, and the call as a whole. */
  ask(
    queries: readonly QueryRequest[],
    headers?: Record<string, string>
  ): Promise<{ answer: ProbeAnswer; results: Record<string, QueryResult> }>;
}
