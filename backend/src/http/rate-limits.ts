/** Requests allowed in any minute. */
export interface RateLimits {
  /** Of one token: a wall of screens with all its panels stays far below the default. */
  perToken: number;
  /** Without a valid token, from one address. Requests with a valid one are never held back by it. */
  failuresPerAddress: number;
  /** Calls of webhooks from one address: an upstream may send one a ticket. */
  webhooksPerAddress: number;
  /** Readings that one token asks for on behalf of people in Grafana. */
  readingsPerToken: number;
  /** Actions that one token reports for the audit. */
  reportsPerToken: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = {
  perToken: 6000,
  failuresPerAddress: 30,
  webhooksPerAddress: 300,
  readingsPerToken: 12,
  reportsPerToken: 120,
};
