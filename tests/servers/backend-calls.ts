import { readLocalServer } from '../../backend/src/identity/local-token.ts';

/** Calls a running backend. @throws when it gives no answer in time */
export type CallBackend = <T>(
  method: string,
  path: string,
  body?: object
) => Promise<{
  status: number;
  body: T;
}>;

/** The backend that is called. */
export interface CalledBackend {
  /** Its data folder, where it leaves the token of its command line. */
  folder: string;
  /** Its address now: one that is started again may have another. */
  url: () => string;
  /** Who calls, for the audit. */
  user: string;
  /** How long an answer may take. */
  timeoutMs: number;
}

/** A way to call a backend with the rights of its command line, across its restarts. */
export function callerOf({ folder, url, user, timeoutMs }: CalledBackend): CallBackend {
  return async <T>(method: string, path: string, body?: object) => {
    const token = (await readLocalServer(folder))?.token ?? '';
    const response = await fetch(`${url()}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'x-vigie-user': user,
        'x-vigie-role': 'Admin',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as T };
  };
}
