import { constants } from 'node:os';

import { killAllTied, stopAllTied } from './tied.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** npm sends its program once more what the terminal has sent to both: within this time it is the same Ctrl-C. */
const SAME_SIGNAL_MS = 500;

export interface Stopping {
  /** Called at once, to tell those who wait. */
  announce: (signal: NodeJS.Signals) => void;
  /** In the place of the usual exit code, which is 128 and the number of the signal. */
  exitCode?: () => number | undefined;
  /** What is left to do when everything is stopped. */
  last?: () => Promise<void>;
}

/**
 * Ends this process when a signal asks for it, after everything tied to it; at the second signal at once. A process that
 * was started with an IPC channel ends when the other side of it does, whatever ended that.
 *
 * To be called before anything is started, so that no moment of a start is without it.
 */
export function stopOnSignals({ announce, exitCode, last }: Stopping): void {
  let firstAt: number | undefined;
  const stop = (signal: (typeof SIGNALS)[number]): void => {
    const usual = 128 + constants.signals[signal];
    if (firstAt !== undefined) {
      if (performance.now() - firstAt > SAME_SIGNAL_MS) {
        killAllTied();
        process.exit(usual);
      }
      return;
    }
    firstAt = performance.now();
    announce(signal);
    const code = exitCode?.() ?? usual;
    void stopAllTied()
      .then(() => last?.())
      .finally(() => process.exit(code));
  };
  for (const signal of SIGNALS) {
    process.on(signal, stop);
  }
  if (process.connected) {
    process.once('disconnect', () => stop('SIGHUP'));
    // Without this, who listens would keep a process alive that has nothing left to do.
    process.channel?.unref();
  }
}
