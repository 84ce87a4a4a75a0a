import type { VigieOptions } from '../types';

/** What the Go part would refuse in the settings (`pkg/plugin/settings.go` has the last word). */
export type UrlProblem = 'missing' | 'notAnAddress' | 'holdsCredentials' | 'holdsQuery';

/** Longest time the Go part waits for an answer, in seconds. */
export const MAX_TIMEOUT_SECONDS = 600;
/** What it waits when nothing is set. */
export const DEFAULT_TIMEOUT_SECONDS = 30;

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with the backend's address as it is being typed. */
export function urlProblem(text: string | undefined): UrlProblem | undefined {
  const value = text?.trim() ?? '';
  if (value === '') {
    return 'missing';
  }
  const url = parseUrl(value);
  // The text is looked at too: a browser's parser forgives "https:host" and "https:///host", the Go part does not.
  if (!url || !/^https?:\/\/[^/?#]/i.test(value)) {
    return 'notAnAddress';
  }
  if (url.username !== '' || url.password !== '') {
    return 'holdsCredentials';
  }
  return /[?#]/.test(value) ? 'holdsQuery' : undefined;
}

/** Whether the token would cross a network unencrypted. */
export function isUnencrypted(options: VigieOptions): boolean {
  const value = options.backendUrl?.trim() ?? '';
  if (urlProblem(value) !== undefined) {
    return false;
  }
  const { protocol, hostname } = new URL(value);
  const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
  return protocol === 'http:' && !isLoopback;
}

export function isTimeoutValid(seconds: number | undefined): boolean {
  return seconds === undefined || (seconds >= 1 && seconds <= MAX_TIMEOUT_SECONDS);
}
