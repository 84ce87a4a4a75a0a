import { useSyncExternalStore } from 'react';

/** How often the texts of a page are looked at again; only those that changed are drawn. */
const TICK_MS = 1000;

/* One timer for all panels of a page, and none while nothing on it depends on the time. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = Date.now();
    timer = setInterval(() => {
      now = Date.now();
      listeners.forEach((each) => each());
    }, TICK_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
    }
  };
}

/**
 * A text that depends on the time, kept up to date. Its component is drawn again only when the text has changed.
 *
 * @param textAt - the text at an instant of this machine's clock, in epoch milliseconds
 */
export function useTickingText(textAt: (now: number) => string): string {
  return useSyncExternalStore(subscribe, () => textAt(now));
}
