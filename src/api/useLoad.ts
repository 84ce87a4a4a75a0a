import { useCallback, useEffect, useState } from 'react';

import { type RequestError, toRequestError } from './requestError';

/** The three states of something that is fetched. A repeated load keeps the last good value on screen. */
export interface Loaded<T> {
  value?: T;
  error?: RequestError;
  loading: boolean;
  /** Loads once more. */
  reload: () => void;
}

/** The outcome of the last load that came to an end. */
interface Settled<T> {
  load: () => Promise<T>;
  attempt: number;
  value?: T;
  error?: RequestError;
}

/**
 * Loads a value when the component appears, when `load` changes, and on `reload()`. Answers of loads that were overtaken
 * are dropped.
 *
 * @param load - keep it stable (`useCallback`): a new function is a new load
 */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [settled, setSettled] = useState<Settled<T>>();

  useEffect(() => {
    let overtaken = false;
    const settle = (outcome: Pick<Settled<T>, 'value' | 'error'>) => {
      if (!overtaken) {
        setSettled((previous) => ({ value: previous?.value, ...outcome, load, attempt }));
      }
    };
    load().then(
      (value) => settle({ value }),
      (error) => settle({ error: toRequestError(error) })
    );
    return () => {
      overtaken = true;
    };
  }, [load, attempt]);

  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const loading = settled?.load !== load || settled.attempt !== attempt;
  return { value: settled?.value, error: settled?.error, loading, reload };
}
