import { useEffect } from 'react';

import { type Loaded, useLoad } from '../api/useLoad';
import { type BackendStatus, fetchStatus } from './status';

/** Between two readings of the status, while someone looks at the page. */
export const REFRESH_INTERVAL_MS = 15_000;

/** The backend's status, read again at regular intervals. What was read last stays when a reading fails. */
export function useStatus(): Loaded<BackendStatus> {
  const status = useLoad(fetchStatus);
  const { reload } = status;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) {
        reload();
      }
    }, REFRESH_INTERVAL_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return status;
}
