import { constants } from 'node:os';

import { killAllTied, stopAllTied } from './tied.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends this process when a signal asks for it, after everything tied to it; at the second signal at once.
 * To be called before anything is started, so that no moment of a start is without it.
 *
 * @param stopping called at the first signal; the exit code, if not the usual one (128 and the number of the signal)
 */
export function stopOnSignals(stopping: (signal: NodeJS.Signals) => number | undefined): void {
  let asked = false;
  const stop = (signal: (typeof SIGNALS)[number]): void => {
    const usual = 128 + constants.signals[signal];
    if (asked) {
      killAllTied();
      process.exit(usual);
    }
    asked = true;
    const exitCode = stopping(signal) ?? usual;
    void stopAllTied().finally(() => process.exit(exitCode));
  };
  for (const signal of SIGNALS) {
    process.on(signal, stop);
  }
}
