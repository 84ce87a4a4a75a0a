/** Steps in which a silence is counted. */
const STEPS = 5;

/**
 * Calls back when a time has passed in which this process listened: a process that is kept busy for seconds has not been
 * listening, and what it was sent meanwhile lies unread, which is no silence of the sender.
 * @returns cancels the call
 */
export function afterSilence(limitMs: number, callback: () => void): () => void {
  let left = STEPS;
  let cancelled = false;
  const cancel = (): void => {
    cancelled = true;
    clearInterval(timer);
  };
  const timer = setInterval(() => {
    left -= 1;
    if (left === 0) {
      clearInterval(timer);
      // Timers come before arrived bytes in a turn of the event loop: those are read first.
      setImmediate(() => {
        if (!cancelled) {
          callback();
        }
      });
    }
  }, limitMs / STEPS);
  timer.unref();
  return cancel;
}

/** Notices that a server which owes answers has said nothing for a while, on any connection. */
export interface AnswerWatch {
  /**
   * Something was sent.
   * @returns to be called when its answer has come, or is no longer waited for
   */
  sent(): () => void;
  /**
   * Calls back when a time has passed without any answer, owed or not.
   * @returns cancels the call
   */
  unlessHeard(limitMs: number, callback: () => void): () => void;
}

/** @param onSilence called again after each further such time, for as long as the silence lasts. */
export function createAnswerWatch(silenceMs: number, onSilence: () => void): AnswerWatch {
  let owed = 0;
  let cancel: (() => void) | undefined;
  const patient = new Set<() => void>();
  const restart = (): void => {
    cancel?.();
    cancel =
      owed === 0
        ? undefined
        : afterSilence(silenceMs, () => {
            onSilence();
            restart();
          });
  };
  return {
    sent: () => {
      owed += 1;
      if (owed === 1) {
        restart();
      }
      let waiting = true;
      return () => {
        if (waiting) {
          waiting = false;
          owed -= 1;
          restart();
          patient.forEach((begin) => begin());
        }
      };
    },
    unlessHeard: (limitMs, callback) => {
      let cancelLimit: (() => void) | undefined;
      const end = (): void => {
        cancelLimit?.();
        patient.delete(begin);
      };
      const begin = (): void => {
        cancelLimit?.();
        cancelLimit = afterSilence(limitMs, () => {
          end();
          callback();
        });
      };
      patient.add(begin);
      begin();
      return end;
    },
  };
}
