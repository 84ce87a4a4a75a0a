import type { LocalizedText } from '../../domain/tickets/labels.ts';

/**
 * What went wrong with an upstream, as a stable code. Stored beside the sentences in `source_states.error_code`.
 * - `unauthorized`: the key is wrong, revoked or expired (401)
 * - `forbidden`: the key lacks a right (403)
 * - `rate_limited`: too many requests (429)
 * - `unavailable`: no connection, a reset, a 5xx, or the circuit breaker is open
 * - `invalid_answer`: an answer that cannot be understood (HTML, truncated JSON, missing envelope, oversize, redirect)
 * - `not_found`: the address or the object does not exist (404)
 * - `timeout`: no complete answer in time
 * - `aborted`: we gave the request up ourselves (stop, lost leadership)
 */
export type UpstreamErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'rate_limited'
  | 'unavailable'
  | 'invalid_answer'
  | 'not_found'
  | 'timeout'
  | 'aborted';

export interface UpstreamErrorDetail {
  /** How long the upstream asked to wait, in milliseconds. */
  retryAfterMs?: number | undefined;
  /** Whether the same request may succeed when tried again shortly. Default: by kind. */
  transient?: boolean;
}

const TRANSIENT_KINDS: ReadonlySet<UpstreamErrorKind> = new Set([
  'rate_limited',
  'unavailable',
  'invalid_answer',
  'timeout',
]);

/** Kinds that any other request of the connection would meet as well: no use in asking for the next resource. */
const WHOLE_CONNECTION_KINDS: ReadonlySet<UpstreamErrorKind> = new Set([
  'unauthorized',
  'rate_limited',
  'unavailable',
  'timeout',
]);

/**
 * A failed exchange with an upstream. Its text is a sentence for people, without full stop, in each language; the message is the English
 * one. It holds neither key, header nor body, and no `cause` is attached on purpose: library errors may carry requests and sockets.
 */
export class UpstreamError extends Error {
  override readonly name: string = 'UpstreamError';
  readonly kind: UpstreamErrorKind;
  readonly text: LocalizedText;
  readonly retryAfterMs: number | undefined;
  readonly transient: boolean;

  constructor(kind: UpstreamErrorKind, text: LocalizedText, detail: UpstreamErrorDetail = {}) {
    super(text.en);
    this.kind = kind;
    this.text = text;
    this.retryAfterMs = detail.retryAfterMs;
    this.transient = detail.transient ?? TRANSIENT_KINDS.has(kind);
  }

  get concernsWholeConnection(): boolean {
    return WHOLE_CONNECTION_KINDS.has(this.kind);
  }
}

/** Makes the error of one integration (`AteraError`, …), so that shared parts need not know which. */
export type MakeError = (kind: UpstreamErrorKind, text: LocalizedText, detail?: UpstreamErrorDetail) => UpstreamError;
