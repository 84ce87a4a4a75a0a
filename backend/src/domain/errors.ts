import type { Refusal } from './access/refusal.ts';
import type { LocalizedText } from './tickets/labels.ts';

/**
 * The one table of error codes. Each error a caller can see is one of these;
 * anything else is masked as `internal` before it leaves the process.
 */
export const ERROR_CODES = {
  token_missing: { status: 401, title: 'No token' },
  token_unknown: { status: 401, title: 'Unknown, expired or revoked token' },
  scope_missing: { status: 403, title: 'The token lacks a scope' },
  role_missing: { status: 403, title: 'The Grafana role does not allow this' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  invalid_request: { status: 400, title: 'Invalid request' },
  conflict: { status: 409, title: 'It exists already' },
  changed_meanwhile: { status: 412, title: 'Changed meanwhile' },
  etag_missing: { status: 428, title: 'If-Match is missing' },
  dataset_unknown: { status: 400, title: 'Unknown dataset' },
  parameter_invalid: { status: 400, title: 'Invalid parameter' },
  request_timeout: { status: 408, title: 'The request took too long to arrive' },
  headers_too_large: { status: 431, title: 'Headers too large' },
  payload_too_large: { status: 413, title: 'Request too large' },
  rate_limited: { status: 429, title: 'Too many requests' },
  overloaded: { status: 503, title: 'Overloaded' },
  store_unavailable: { status: 503, title: 'The store does not answer' },
  counters_denied: { status: 403, title: 'The counters database refuses this' },
  value_refused: { status: 422, title: 'The counters database cannot hold this' },
  confirmation_needed: { status: 409, title: 'Confirmation needed' },
  counters_off: { status: 404, title: 'The counters are off' },
  source_unavailable: { status: 503, title: 'A source does not answer' },
  internal: { status: 500, title: 'Internal error' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** What is wrong with one field of what a caller sent. */
export interface FieldProblem {
  field: string;
  message: string;
  /** The message in the languages of the screens. */
  text: LocalizedText;
}

export interface VigieErrorOptions {
  cause?: unknown;
  fields?: readonly FieldProblem[];
  /** Where the code alone does not tell that and why somebody was refused. */
  refusal?: Refusal;
}

/**
 * An error meant for the caller: its text says what happened, in which part, and what to do, in each language of the screens.
 * Its message is the English one, for logs. The text must never hold a secret or an upstream's raw answer; such detail goes into `cause`, which stays in the log.
 */
export class VigieError extends Error {
  override readonly name = 'VigieError';
  readonly code: ErrorCode;
  readonly text: LocalizedText;
  /** Field by field, where the caller sent a form. */
  readonly fields: readonly FieldProblem[] | undefined;
  /** What the audit records of it as a refused attempt; undefined when it is none. */
  readonly refusal: Refusal | undefined;

  constructor(code: ErrorCode, text: LocalizedText, options: VigieErrorOptions = {}) {
    super(text.en, options);
    this.code = code;
    this.text = text;
    this.fields = options.fields;
    this.refusal = options.refusal ?? refusalOf(code);
  }

  get status(): number {
    return ERROR_CODES[this.code].status;
  }
}

function refusalOf(code: ErrorCode): Refusal | undefined {
  return code === 'scope_missing' || code === 'role_missing' ? { reason: code } : undefined;
}
