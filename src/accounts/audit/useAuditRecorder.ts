import { useCallback, useEffect, useState } from 'react';

import { type RequestError, toRequestError } from '../../api/requestError';
import { type AuditLine, writeAuditLine } from './audit';

/** Lines of the audit that could not be written, though what they tell was done. */
export interface AuditRecorder {
  /** Writes a line; never fails. */
  record: (line: AuditLine) => Promise<void>;
  missing: AuditLine[];
  /** Why the last line could not be written. */
  error?: RequestError;
  retrying: boolean;
  /** Tries all missing lines once more, oldest first. */
  retry: () => Promise<void>;
}

/** Writes lines of the audit and keeps those that could not be written, while the page is open. */
export function useAuditRecorder(): AuditRecorder {
  const [missing, setMissing] = useState<AuditLine[]>([]);
  const [error, setError] = useState<RequestError>();
  const [retrying, setRetrying] = useState(false);

  const record = useCallback(async (line: AuditLine) => {
    try {
      await writeAuditLine(line);
    } catch (failure) {
      setError(toRequestError(failure));
      setMissing((lines) => [...lines, line]);
    }
  }, []);

  const retry = async () => {
    setRetrying(true);
    const lines = missing;
    setMissing([]);
    for (const line of lines) {
      await record(line);
    }
    setRetrying(false);
  };

  useEffect(() => {
    if (missing.length === 0) {
      return;
    }
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [missing]);

  return { record, missing, error, retrying, retry };
}
