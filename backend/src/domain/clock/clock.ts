/**
 * The business clock: where ages, days and ranges take "now" from.
 * Tokens, leases, request budgets and the audit use real time (`Date.now()`) instead.
 */
export interface Clock {
  now(): Date;
  /** True when `VIGIE_NOW` holds the clock still; every frame then says so. */
  readonly fixed: boolean;
}

export const systemClock: Clock = { now: () => new Date(), fixed: false };

/** A clock that stands still at the given instant (`VIGIE_NOW`, tests). */
export function fixedClock(instant: Date): Clock {
  return { now: () => new Date(instant), fixed: true };
}
