import { VigieError } from '../../domain/errors.ts';

export interface SilenceOptions {
  /** Asks the server something small over a new connection. Settles as soon as it says anything, a refusal too. */
  probe: (givenUp: AbortSignal) => Promise<void>;
}

/** How a call is followed. */
export interface Followed {
  /** Called once when the call is given up, before it rejects. */
  giveUp(): void;
  /** Ticks after which the call is given up although the server answers others; absent: never. */
  limit?: number | undefined;
}

/**
 * Tells a server that is silent from one that is slow. A server that is frozen, or behind a firewall that forgot the
 * connection, refuses nothing: all who ask it wait. So when an answer takes long, something small is asked over a new
 * connection; when that is not answered either, everybody who waits is told at once, and so are those who come, until the
 * server is heard again.
 */
export interface Silence {
  /**
   * Follows a call to the server.
   * @throws {VigieError} `store_unavailable` at once while the server is silent, and when it falls silent meanwhile
   */
  follow<T>(call: () => Promise<T>, followed: Followed): Promise<T>;
  /** Probes no more. */
  stop(): void;
}

/**
 * Time is counted in ticks and not by the clock: while this process itself stands still, no time passes for the server.
 */
const TICK_MS = 250;
/** Ticks from which an answer takes long. */
const LONG = ticks(1_000);
/** Ticks a probe gets, unless the server is heard otherwise. */
const PROBE = ticks(1_500);

/** Milliseconds in ticks. */
export function ticks(milliseconds: number): number {
  return Math.ceil(milliseconds / TICK_MS);
}

interface Waiting extends Followed {
  age: number;
  reject(error: VigieError): void;
}

interface Probe {
  age: number;
  givenUp: AbortController;
}

export function createSilence({ probe: ask }: SilenceOptions): Silence {
  const waiting = new Set<Waiting>();
  let silent = false;
  let probe: Probe | undefined;
  let clock: NodeJS.Timeout | undefined;
  let stopped = false;

  function tick(): void {
    for (const call of waiting) {
      call.age += 1;
      if (call.limit !== undefined && call.age > call.limit) {
        giveUp(call, tooSlow());
      }
    }
    if (probe !== undefined) {
      probe.age += 1;
      if (probe.age > PROBE) {
        silent = true;
        probe.givenUp.abort();
        probe = undefined;
        for (const call of waiting) {
          giveUp(call, storeSilent());
        }
      }
    }
    const isLong = [...waiting].some(({ age }) => age >= LONG);
    if (probe === undefined && (silent || isLong)) {
      probe = begin();
    }
    if (waiting.size === 0 && !silent && probe === undefined) {
      clearInterval(clock);
      clock = undefined;
    }
  }

  function begin(): Probe {
    const begun: Probe = { age: 0, givenUp: new AbortController() };
    const heard = (): void => {
      if (probe === begun) {
        probe = undefined;
        silent = false;
      }
    };
    ask(begun.givenUp.signal).then(heard, heard);
    return begun;
  }

  function giveUp(call: Waiting, error: VigieError): void {
    waiting.delete(call);
    call.giveUp();
    call.reject(error);
  }

  return {
    follow(call, followed) {
      if (silent) {
        followed.giveUp();
        return Promise.reject(storeSilent());
      }
      return new Promise((resolve, reject) => {
        const entry: Waiting = { ...followed, age: 0, reject };
        waiting.add(entry);
        if (!stopped) {
          clock ??= setInterval(tick, TICK_MS).unref();
        }
        call()
          .then(resolve, reject)
          .finally(() => {
            if (waiting.delete(entry) && probe !== undefined) {
              // An answer to somebody is as good as one to the probe.
              probe.age = 0;
            }
          });
      });
    },
    stop() {
      stopped = true;
      clearInterval(clock);
      clock = undefined;
      probe?.givenUp.abort();
      probe = undefined;
    },
  };
}

function storeSilent(): VigieError {
  return new VigieError('store_unavailable', 'The store (database) does not answer. Check that it runs; try again.', {
    // In the driver's own words, from which the sentence at start names the address.
    cause: new Error('timeout exceeded when trying to connect'),
  });
}

function tooSlow(): VigieError {
  return new VigieError('store_unavailable', 'The store took too long to answer. Narrow the query or try again.');
}
