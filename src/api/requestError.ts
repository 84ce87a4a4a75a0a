import { isFetchError } from '@grafana/runtime';

import { localized } from '../datasource/request/language';
import type { Problem } from './contract';

/** What is wrong with one field of a form. */
export type FieldProblem = Omit<ContractProblem, 'text'> & { text?: Partial<ContractProblem['text']> };
type ContractProblem = NonNullable<Problem['errors']>[number];

/** What a failed request of Grafana's HTTP client tells. */
export interface RequestError {
  /** HTTP status; absent when no answer came. */
  status?: number;
  /** The problem document's stable code, e.g. `token_unknown`; absent when Grafana itself answered. */
  code?: string;
  /** One sentence for a person, in the reader's language where the backend gives it. */
  message: string;
  /** Field by field, where the backend refused a form. */
  fields?: FieldProblem[];
}

/**
 * Reads the sentence out of a failure: the `text`, `detail` or `title` of the backend's problem document (RFC 9457), else the
 * `message` of Grafana's own answer, else whatever the error says of itself.
 */
export function toRequestError(error: unknown): RequestError {
  if (isFetchError(error)) {
    const { code, text, detail, title, message, errors } = Object(error.data);
    const sentence = [localized(Object(text)), detail, message, title, error.statusText].find(
      (text) => typeof text === 'string' && text !== ''
    );
    return {
      status: error.status,
      code,
      message: sentence ?? `HTTP ${error.status}`,
      ...(Array.isArray(errors) && { fields: errors }),
    };
  }
  return { message: error instanceof Error ? error.message : String(error) };
}
