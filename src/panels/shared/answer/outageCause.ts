import { config, getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

/** Why a page gets no new data. */
export type OutageCause = 'signedOut' | 'grafana' | 'vigie';

/** Longer than Grafana takes for this when it is well. */
const TIMEOUT_MS = 10_000;

/**
 * Finds out why the page gets no new data, by asking Grafana who is logged in. Not through Grafana's own client, which answers a
 * lapsed session with messages and a change of page.
 */
export async function findOutageCause(): Promise<OutageCause> {
  // Not AbortSignal.timeout: the browsers of old kiosks lack it.
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), TIMEOUT_MS);
  try {
    const answer = await fetch(`${config.appSubUrl}/api/user`, { signal: ended.signal });
    if (answer.status === 401) {
      // A screen that its link has logged in has no session: Grafana's client alone knows the link.
      return (await isLoggedInByLink()) ? 'vigie' : 'signedOut';
    }
    return answer.ok ? 'vigie' : 'grafana';
  } catch {
    return 'grafana';
  } finally {
    clearTimeout(timer);
  }
}

async function isLoggedInByLink(): Promise<boolean> {
  if (!config.jwtUrlLogin) {
    return false;
  }
  const request = { url: '/api/user', showErrorAlert: false, showSuccessAlert: false };
  return lastValueFrom(getBackendSrv().fetch(request)).then(
    () => true,
    () => false
  );
}
