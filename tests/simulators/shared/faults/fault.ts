/** Which requests a fault touches: all those that satisfy every key given. */
export interface FaultScope {
  /** Path pattern in URLPattern syntax: `/api/v3/tickets`, `/api/v3/tickets*`, `/api/v3/tickets/:id`. Absent = every path. */
  path?: string;
  /** Query values that must be there, such as `{ page: '3' }`. */
  query?: Record<string, string>;
  /** Lets this many matching requests pass first. */
  skip?: number;
  /** Touches this many requests, then no more. Absent = until cleared. */
  times?: number;
}

/** How a Retry-After header is written (RFC 9110 §10.2.3 allows both). */
export type RetryAfterFormat = 'seconds' | 'http-date';

/** What goes wrong. Faults compose: delays and changes of the content add up, the first one that answers by itself wins. */
export type FaultEffect =
  /**
   * Answers with this status and an empty body; Retry-After only when its seconds, or its whole text, are given. Seconds
   * written as a date count from the answer's own Date, whatever its skew.
   */
  | {
      kind: 'status';
      status: number;
      retryAfterSeconds?: number;
      retryAfter?: RetryAfterFormat;
      retryAfterText?: string;
    }
  /** The key is refused whatever it is: 401 with an empty body from Atera, in each transport's own form from Odoo. */
  | { kind: 'key-revoked' }
  /** Resets the TCP connection in the middle of the response headers. */
  | { kind: 'reset' }
  /** Never answers; ends when the client gives up or the simulator closes. */
  | { kind: 'hang' }
  /** Waits before anything else happens. */
  | { kind: 'slow'; delayMs: number }
  /** 200 with an HTML page, as a proxy or a maintenance page does. */
  | { kind: 'html' }
  /** 200 with an empty body. */
  | { kind: 'empty' }
  /** Closes the connection before all the bytes that Content-Length announced are sent. */
  | { kind: 'truncated' }
  /** A complete HTTP answer whose JSON stops half-way. */
  | { kind: 'cut-json' }
  /** Sets fields of every n-th item (default: of each) to null. */
  | { kind: 'null-fields'; fields: string[]; every?: number }
  /** Leaves fields of every n-th item (default: of each) out. */
  | { kind: 'missing-fields'; fields: string[]; every?: number }
  /** Announces a total that is off by so many. */
  | { kind: 'wrong-total'; by: number }
  /** `items: null` in the envelope. */
  | { kind: 'null-items' }
  /** Pages after the first start with the last item of the page before, as if the list had moved by one. */
  | { kind: 'duplicate-item' }
  /** The Date header is off by so many seconds. */
  | { kind: 'date-skew'; skewSeconds: number }
  /** Changes the limit of requests per minute, and lets its 429 carry Retry-After. */
  | { kind: 'rate-limit'; requestsPerMinute?: number; retryAfter?: RetryAfterFormat }
  /** Odoo: the call fails with this Python exception. */
  | { kind: 'exception'; name: string; message?: string; status?: number }
  /** Odoo: the database does not exist. */
  | { kind: 'no-database' }
  | { kind: 'no-rpc' }
  /** Odoo: the database exists, but holds no Odoo. */
  | { kind: 'uninitialised' };

export type Fault = FaultScope & FaultEffect;
export type FaultKind = FaultEffect['kind'];
