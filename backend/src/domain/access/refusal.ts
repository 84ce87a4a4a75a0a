/** Name of the action of refused attempts in the audit. */
export const REFUSED_ACTION = 'access.refused';

/** Why somebody was refused: what the audit calls it. */
export type RefusalReason =
  | 'token_unknown'
  | 'token_expired'
  | 'token_revoked'
  | 'scope_missing'
  | 'role_missing'
  /** An enterprise was asked for by its name that the token does not have. */
  | 'enterprise_outside'
  | 'webhook_unknown';

/** A refused attempt, before it is known who made it. */
export interface Refusal {
  reason: RefusalReason;
  /** The token that has ended, where that is the reason. */
  endedToken?: { id: string; name: string };
  dataset?: string;
  /** The first enterprise that was asked for in vain. */
  enterprise?: string;
}
