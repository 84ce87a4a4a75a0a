import type { Caller } from '../domain/access/caller.ts';
import type { BusyReason } from '../domain/busy-error.ts';

/**
 * How a query ended: `ok`; `kept`: with the last good answer, since there was no new one; `refused`: there was more to do than
 * could be done; `gone`: its caller had gone; `failed`: everything else.
 */
export type QueryOutcome = 'ok' | 'kept' | 'refused' | 'gone' | 'failed';

/** How a statement ended; `killed`: from outside, since nobody waited for it any more. */
export type StatementOutcome = 'ok' | 'failed' | 'killed';

export type DatabaseName = 'store' | 'counters';

/** Something that happened while the backend worked. Durations in seconds. */
export type OperationEvent =
  | { kind: 'query'; caller: Caller; subject: string; outcome: QueryOutcome; seconds: number }
  /** A query of the counters began after it had waited for its turn. */
  | { kind: 'waited'; caller: Caller; subject: string; seconds: number }
  /** A statement of a query that had begun was sent after it had waited for its turn. */
  | { kind: 'statement-waited'; seconds: number }
  | { kind: 'refused'; caller: Caller; subject: string; reason: BusyReason }
  | { kind: 'statement'; database: DatabaseName; outcome: StatementOutcome; seconds: number };

/** Where parts tell what happens, and others listen. */
export interface OperationEvents {
  emit(event: OperationEvent): void;
  listen(listener: (event: OperationEvent) => void): void;
}

export function createOperationEvents(): OperationEvents {
  const listeners: ((event: OperationEvent) => void)[] = [];
  return {
    emit: (event) => {
      for (const listener of listeners) {
        listener(event);
      }
    },
    listen: (listener) => void listeners.push(listener),
  };
}
