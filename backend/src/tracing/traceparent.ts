/** Which trace a caller's request belongs to, and which span of it the caller is in. */
export interface TraceParent {
  /** 32 hexadecimal digits, not all zero. */
  traceId: string;
  /** 16 hexadecimal digits, not all zero. */
  spanId: string;
  /** Whether the caller records its spans. */
  sampled: boolean;
}

/**
 * Version, trace id, parent id, flags; a later version may have more behind a further dash, and 00 may not. `ff` is no version.
 */
const TRACEPARENT = /^(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const LENGTH_OF_VERSION_00 = 55;
const SAMPLED = 0x01;

/**
 * Reads the header `traceparent` (W3C Trace Context, section 3.2). What is not exactly of its form counts as absent, as the
 * recommendation has it: any client may send it. OpenTelemetry's own parser allows spaces around it and is only loaded where
 * spans are recorded; the log names the trace in any case.
 * @param header one header; Node joins several with a comma, which no valid one holds
 */
export function parseTraceparent(header: string | string[] | undefined): TraceParent | undefined {
  if (typeof header !== 'string') {
    return undefined;
  }
  const [, version, traceId = '', spanId = '', flags = ''] = TRACEPARENT.exec(header) ?? [];
  return version === undefined || (version === '00' && header.length !== LENGTH_OF_VERSION_00)
    ? undefined
    : { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED) !== 0 };
}

/** The header, made from its parts alone: nothing else of what a caller sent is in it. */
export function formatTraceparent({ traceId, spanId, sampled }: TraceParent): string {
  return `00-${traceId}-${spanId}-${sampled ? '01' : '00'}`;
}
