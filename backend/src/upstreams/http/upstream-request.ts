/** One request of a connection as metrics count it. */
export interface UpstreamRequest {
  connection: string;
  /** What it was for: few distinct values, no ids. */
  operation: string;
  /** 0 when no answer came. */
  status: number;
  /** Real time. */
  durationMs: number;
}
