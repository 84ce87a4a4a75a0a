import type { RequestError } from '../../api/requestError';

/** Fields of the account form that Grafana may refuse. */
export type RefusedField = 'login' | 'email' | 'password';

export type RefusalCode =
  | 'loginTaken'
  | 'emailTaken'
  /** An organisation bears the name that Grafana would give to an organisation of the new user's own. */
  | 'orgNameTaken'
  | 'passwordRefused'
  /** Grafana waits for a click in a message to the new address (`verify_email_enabled`). */
  | 'emailPending';

/** A value of the form that cannot be: nothing was changed by the step that met it. */
export class Refusal extends Error {
  readonly field: RefusedField;
  readonly code: RefusalCode;

  constructor(field: RefusedField, code: RefusalCode) {
    super(code);
    this.name = 'Refusal';
    this.field = field;
    this.code = code;
  }
}

/** The account is no longer what the form shows: somebody else changed it meanwhile. */
export class ChangedMeanwhile extends Error {}

/** Something failed half-way and could not be taken back. */
export class LeftBehind extends Error {
  readonly reason: RequestError;

  constructor(reason: RequestError) {
    super(reason.message);
    this.name = 'LeftBehind';
    this.reason = reason;
  }
}
