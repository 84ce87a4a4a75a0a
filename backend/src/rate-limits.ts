/** Requests allowed in any minute. */
export interface RateLimits {
  /** Of one token: a wall of screens with all its panels stays far below the default. */
  perToken: number;
  /** Without a valid token, from one address. Requests with a valid one are never held back by it. */
  failuresPerAddress: number;
}

export const DEFAULT_RATE_LIMITS: RateLimits = { perToken: 6000, failuresPerAddress: 30 };
