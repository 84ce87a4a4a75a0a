import type { Caller } from '../domain/access/caller.ts';
import type { OperationEvents } from './events.ts';

/** What one token asked for in the last hour. Durations in seconds. */
export interface CallerFigures extends Caller {
  queries: number;
  failed: number;
  refused: number;
  kept: number;
  /** Time from question to answer, of all queries. */
  busySeconds: number;
  /** Time in the queue of the counters, of all queries. */
  waitedSeconds: number;
  longestWaitSeconds: number;
}

/** Who asked for how much in the last hour, token by token, in memory. */
export interface Callers {
  /** By the time that their queries took, most first. */
  lastHour(): CallerFigures[];
}

const MINUTES = 60;
const MINUTE_MS = 60_000;

/** Tokens told apart within a minute; what others do then is counted in one line, so that memory has a bound. */
const MOST_TOKENS = 200;
export const OTHER_TOKENS: Caller = { tokenId: 'others', tokenName: '…' };

export function createCallers(events: OperationEvents, now: () => number = () => performance.now()): Callers {
  /** By minute, the oldest first. */
  const minutes = new Map<number, Map<string, CallerFigures>>();

  const dropOld = (minute: number): void => {
    for (const known of minutes.keys()) {
      if (known > minute - MINUTES) {
        break;
      }
      minutes.delete(known);
    }
  };
  const figuresOf = (caller: Caller): CallerFigures => {
    const minute = Math.floor(now() / MINUTE_MS);
    let tokens = minutes.get(minute);
    if (tokens === undefined) {
      dropOld(minute);
      tokens = new Map();
      minutes.set(minute, tokens);
    }
    const { tokenId, tokenName } = tokens.has(caller.tokenId) || tokens.size < MOST_TOKENS ? caller : OTHER_TOKENS;
    let figures = tokens.get(tokenId);
    if (figures === undefined) {
      figures = { tokenId, tokenName, ...NOTHING };
      tokens.set(tokenId, figures);
    }
    return figures;
  };

  events.listen((event) => {
    if (event.kind === 'query') {
      const figures = figuresOf(event.caller);
      figures.queries += 1;
      figures.failed += Number(event.outcome === 'failed');
      figures.kept += Number(event.outcome === 'kept');
      figures.busySeconds += event.seconds;
    } else if (event.kind === 'waited') {
      const figures = figuresOf(event.caller);
      figures.waitedSeconds += event.seconds;
      figures.longestWaitSeconds = Math.max(figures.longestWaitSeconds, event.seconds);
    } else if (event.kind === 'refused') {
      figuresOf(event.caller).refused += 1;
    }
  });
  return {
    lastHour: () => {
      dropOld(Math.floor(now() / MINUTE_MS));
      const sums = new Map<string, CallerFigures>();
      for (const figures of [...minutes.values()].flatMap((tokens) => [...tokens.values()])) {
        sums.set(figures.tokenId, added(sums.get(figures.tokenId), figures));
      }
      return [...sums.values()].sort((a, b) => b.busySeconds - a.busySeconds);
    },
  };
}

const NOTHING = {
  ...{ queries: 0, failed: 0, refused: 0, kept: 0 },
  ...{ busySeconds: 0, waitedSeconds: 0, longestWaitSeconds: 0 },
};

function added(sum: CallerFigures | undefined, more: CallerFigures): CallerFigures {
  return sum === undefined
    ? { ...more }
    : {
        ...more,
        queries: sum.queries + more.queries,
        failed: sum.failed + more.failed,
        refused: sum.refused + more.refused,
        kept: sum.kept + more.kept,
        busySeconds: sum.busySeconds + more.busySeconds,
        waitedSeconds: sum.waitedSeconds + more.waitedSeconds,
        longestWaitSeconds: Math.max(sum.longestWaitSeconds, more.longestWaitSeconds),
      };
}
