import { useCallback, useState } from 'react';

import { type RequestError, toRequestError } from '../../api/requestError';
import { readNow } from '../status';

/** A reading of the sources that a person asks for. */
export interface ReadNow {
  /** Begins one; until it has ended nothing else begins. */
  start: () => void;
  reading: boolean;
  /** Why the last one could not be made. How each source answered stands in the status. */
  error?: RequestError;
  /** Another backend does the readings, and was asked to. */
  elsewhere: boolean;
}

/**
 * Lets a person read the sources now.
 *
 * @param onEnd - called after each reading, so that the status is read again
 */
export function useReadNow(onEnd: () => void): ReadNow {
  const [reading, setReading] = useState(false);
  const [outcome, setOutcome] = useState<Pick<ReadNow, 'error' | 'elsewhere'>>({ elsewhere: false });
  const start = useCallback(async () => {
    setReading(true);
    try {
      const { leader } = await readNow();
      setOutcome({ elsewhere: leader === false });
    } catch (error) {
      setOutcome({ error: toRequestError(error), elsewhere: false });
    }
    setReading(false);
    onEnd();
  }, [onEnd]);
  return { start, reading, ...outcome };
}
