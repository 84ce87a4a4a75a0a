import type { OperationEvents } from '../operation/events.ts';
import type { Tracing } from './tracing.ts';

/** Shorter waits are none: a turn that is free takes less. */
const WORTH_TELLING_SECONDS = 0.001;

/** Records how long queries and their statements waited for their turn: the events come in the midst of the work that waited. */
export function traceWaits(events: OperationEvents, tracing: Tracing): void {
  if (!tracing.on) {
    return;
  }
  const note = (waitingFor: string, seconds: number): void => {
    if (seconds >= WORTH_TELLING_SECONDS) {
      tracing.past({ name: 'wait for a turn', attributes: { 'vigie.waiting_for': waitingFor } }, seconds);
    }
  };
  events.listen((event) => {
    if (event.kind === 'waited') {
      note('counters_turn', event.seconds);
    } else if (event.kind === 'statement-waited') {
      note('statement_turn', event.seconds);
    }
  });
}

/** A request to an upstream that is over. */
interface EndedRequest {
  connection: string;
  /** What it was for: few distinct values. */
  operation: string;
  /** 0 when no answer came. */
  status: number;
  seconds: number;
}

/** Records a request to an upstream, as part of the work it was sent in. Its address may hold ids, and is left out. */
export function traceUpstreamRequest(tracing: Tracing, { connection, operation, status, seconds }: EndedRequest): void {
  tracing.past(
    {
      name: `upstream ${operation}`,
      kind: 'client',
      attributes: {
        'vigie.connection': connection,
        'vigie.operation': operation,
        ...(status !== 0 && { 'http.response.status_code': status }),
      },
    },
    seconds,
    status >= 200 && status < 300 ? undefined : { code: status === 0 ? 'no_answer' : String(status) }
  );
}
