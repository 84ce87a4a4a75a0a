import { isFetchError } from '@grafana/runtime';

/** What a failed request of Grafana's HTTP client tells. */
export interface RequestError {
  /** HTTP status; absent when no answer came. */
  status?: number;
  /** The problem document's stable code, e.g. `token_unknown`; absent when Grafana itself answered. */
  code?: string;
  /** One sentence for a person. */
  message: string;
}

/**
 * Reads the sentence out of a failure: the `detail` or `title` of the backend's problem document (RFC 9457), else the
 * `message` of Grafana's own answer, else whatever the error says of itself.
 */
export function toRequestError(error: unknown): RequestError {
  if (isFetchError(error)) {
    const { code, detail, title, message } = Object(error.data);
    const sentence = [detail, message, title, error.statusText].find((text) => typeof text === 'string' && text !== '');
    return { status: error.status, code, message: sentence ?? `HTTP ${error.status}` };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}
