import { VigieError } from '../../../domain/errors.ts';
import { createAvailability } from '../../../liveness/availability.ts';
import { createPending, type Pending } from '../../../liveness/pending.ts';
import { afterSilence } from '../../../liveness/silence.ts';
import { STORE_TEXTS } from '../failures/store-errors.ts';

/** How a call to the server is followed. */
export interface Followed {
  /** Called once when the call is given up, before it rejects. */
  giveUp: () => void;
  /** Milliseconds after which the call is given up although the server answers others; absent: never. */
  limitMs?: number | undefined;
}

/** Calls to a server, none of which waits for one that is silent: frozen, or behind a firewall that forgot the connection. */
export interface Following {
  /**
   * Follows a call to the server.
   * @throws {VigieError} `store_unavailable` at once while the server is silent, when it falls silent meanwhile, and after the
   *   limit
   */
  follow<T>(call: () => Promise<T>, followed: Followed): Promise<T>;
}

/** A server that says nothing for so long, while it owes answers, is asked something small on a new connection. */
const SILENCE_MS = 1_000;
/** Time without any answer after which that connection has failed. */
const PROBE_MS = 1_500;

/** @param probe - asks the server something small; settles as soon as it says anything, a refusal too, or with the signal */
export function createFollowing(probe: (givenUp: AbortSignal) => Promise<unknown>): Following {
  const pending = createPending(SILENCE_MS, () => availability.suspect());
  const availability = createAvailability({
    probe: () => probeOnce(probe, pending),
    onDown: (error) => pending.abandonAll(error),
    onUp: () => undefined,
    // One that refuses is heard: its refusal is as quick as an answer.
    isOutage: () => false,
  });

  return {
    async follow(call, { giveUp, limitMs }) {
      let begun = false;
      try {
        return await availability.run(() => {
          begun = true;
          return followed(call, pending, { giveUp, limitMs });
        });
      } catch (error) {
        if (!begun) {
          giveUp();
        }
        throw error;
      }
    },
  };
}

function followed<T>(call: () => Promise<T>, pending: Pending, { giveUp, limitMs }: Followed): Promise<T> {
  return new Promise((resolve, reject) => {
    const abandon = (error: Error): void => {
      cancel();
      giveUp();
      reject(error);
    };
    const end = pending.begin(abandon);
    const cancel =
      limitMs === undefined
        ? () => undefined
        : afterSilence(limitMs, () => {
            if (end()) {
              abandon(tooSlow());
            }
          });
    call()
      .finally(() => {
        cancel();
        end();
      })
      .then(resolve, reject);
  });
}

/** @throws {VigieError} when nothing was heard of the server */
function probeOnce(probe: (givenUp: AbortSignal) => Promise<unknown>, pending: Pending): Promise<void> {
  return new Promise((resolve, reject) => {
    const givenUp = new AbortController();
    const heard = (): void => {
      cancel();
      resolve();
    };
    const cancel = pending.unlessHeard(PROBE_MS, () => {
      reject(storeSilent());
      givenUp.abort();
    });
    probe(givenUp.signal).then(heard, heard);
  });
}

function storeSilent(): VigieError {
  return new VigieError('store_unavailable', STORE_TEXTS.away, {
    // In the driver's own words, from which the sentence at start names the address.
    cause: new Error('timeout exceeded when trying to connect'),
  });
}

function tooSlow(): VigieError {
  return new VigieError('store_unavailable', STORE_TEXTS.slow);
}
