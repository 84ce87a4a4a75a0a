/** Real time as budgets and pauses see it; tests bring their own. */
export interface Timer {
  /** Milliseconds on a clock that never runs backwards. */
  now(): number;
  /** Calls back once after the given milliseconds; returns what cancels it. */
  after(ms: number, callBack: () => void): () => void;
}

export const realTimer: Timer = {
  now: () => performance.now(),
  after: (ms, callBack) => {
    const handle = setTimeout(callBack, ms);
    return () => clearTimeout(handle);
  },
};
