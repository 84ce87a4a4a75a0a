import type { TraceParent } from './traceparent.ts';

/** What is recorded of a span: names of parts, numbers, outcomes. Never a value that somebody typed, an address or a secret. */
export type Attributes = Record<string, string | number | boolean>;

/** Who a span's work is done for: `server` answers somebody, `client` waits for another program's answer. */
export type Kind = 'internal' | 'server' | 'client';

/** A piece of work. */
export interface Part {
  /** Few distinct ones. */
  name: string;
  kind?: Kind;
  attributes?: Attributes;
}

/** A piece of work that is being recorded. */
export interface Span {
  readonly traceId: string;
  /** How others name it as their parent (W3C Trace Context). */
  readonly traceparent: string;
  set(attributes: Attributes): void;
  /** It failed. @param error only its code or class is kept: a driver's message may hold values */
  fail(error: unknown): void;
  end(): void;
}

/**
 * Records what the backend does as spans; work that is not recorded gets undefined for its span. Each piece of work belongs to the one it is done in, across `await`; nothing has to
 * be handed on. Work that belongs to nothing recorded is not recorded either, apart from {@link Tracing.root}.
 */
export interface Tracing {
  /** False: nothing is ever recorded, and nothing need be prepared for it. */
  readonly on: boolean;
  /**
   * Begins what was asked from outside. The caller that begins it ends it.
   * @param asked `parent`: the caller's span, else a trace of its own; `secondsAgo`: when the work began
   * @returns undefined when the trace is not recorded
   */
  begin(part: Part, asked: { parent: TraceParent | undefined; secondsAgo: number }): Span | undefined;
  /** Runs work, all of which belongs to the span. */
  inside<T>(span: Span, work: () => T): T;
  /** Runs work that nobody asked for, in a trace of its own. */
  root<T>(part: Part, work: (span: Span | undefined) => Promise<T>): Promise<T>;
  /** Runs a part of the work that is under way. */
  part<T>(part: Part, work: (span: Span | undefined) => Promise<T>): Promise<T>;
  /** Notes a part of the work that is under way which has just ended. @param error if it failed */
  past(part: Part, seconds: number, error?: unknown): void;
  /** Sends what is left, for at most a few seconds. */
  close(): Promise<void>;
}

/** Records nothing, and costs a call. */
export const NO_TRACING: Tracing = {
  on: false,
  begin: () => undefined,
  inside: (_span, work) => work(),
  root: (_part, work) => work(undefined),
  part: (_part, work) => work(undefined),
  past: () => undefined,
  close: () => Promise.resolve(),
};

/** Code or class of an error, without anything of its message. */
export function errorType(error: unknown): string {
  const { code, name } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    name?: unknown;
  };
  return [code, name].find((word): word is string => typeof word === 'string' && /^\w{1,60}$/.test(word)) ?? 'error';
}
