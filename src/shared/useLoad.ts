import { useCallback, useEffect, useRef, useState } from 'react';
import { toRequestError, type RequestError } from './requestError';

/** The three states of something that is fetched. A repeated load keeps the last good value on screen. */
export interface Loaded<T> {
  value?: T;
  error?: RequestError;
  loading: boolean;
  /** Loads once more. */
  reload: () => void;
}

/**
 * Loads a value when the component appears, when `load` changes, and on `reload()`. Answers of loads that were overtaken
 * are dropped.
 *
 * @param load - keep it stable (`useCallback`): a new function is a new load
 */
export function useLoad<T>(load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, 'reload'>>({ loading: true });
  const latest = useRef(0);

  const reload = useCallback(() => {
    const ticket = ++latest.current;
    setState((previous) => ({ ...previous, loading: true }));
    load().then(
      (value) => ticket === latest.current && setState({ value, loading: false }),
      (error) =>
        ticket === latest.current &&
        setState((previous) => ({ value: previous.value, error: toRequestError(error), loading: false }))
    );
  }, [load]);

  useEffect(() => {
    reload();
    return () => {
      latest.current++;
    };
  }, [reload]);

  return { ...state, reload };
}
