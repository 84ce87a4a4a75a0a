import type { FastifyError } from 'fastify';
import { type Static, Type } from 'typebox';

import { LocalizedText, ref } from '../contract/schemas.ts';
import { ERROR_CODES, type ErrorCode, type FieldProblem, VigieError } from '../domain/errors.ts';
import type { LocalizedText as Text } from '../domain/tickets/labels.ts';
import { asStoreError } from '../store/driver/failures/store-errors.ts';
import { describeProblems, toProblems } from './schemas/schema-problems.ts';

/** The body of every error answer (`application/problem+json`, RFC 9457). */
export const Problem = Type.Object(
  {
    type: Type.Literal('about:blank'),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(Object.keys(ERROR_CODES) as ErrorCode[]),
    detail: Type.String({ description: 'What happened, where, and what to do, in English' }),
    text: ref(LocalizedText),
    instance: Type.String({ description: 'Path of the request' }),
    requestId: Type.String({ description: 'The same id stands in the log' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({
          field: Type.String(),
          message: Type.String(),
          text: ref(LocalizedText),
        }),
        { description: 'Every field of the body that is wrong' }
      )
    ),
  },
  { $id: 'Problem' }
);
export type Problem = Static<typeof Problem>;

/** The path of a request as an answer may repeat it: without query string, and without the secret of a webhook. */
export function shownPath(url: string): string {
  const path = url.split('?', 1)[0] ?? url;
  return path.replace(/^(\/v1\/webhooks\/[^/]+\/).+/is, '$1…');
}

/**
 * What a caller may learn about any error. This is the only place where an error becomes an answer: whatever is not
 * meant for the caller is masked here, so that no message of a driver, an upstream or a bug leaves the process.
 */
export function toProblem(error: unknown, request: { id: string; path: string }): Problem {
  const { code, status, text, fields } = explain(error, request.id);
  const { title } = ERROR_CODES[code];
  const errors = fields ? { errors: [...fields] } : {};
  return {
    type: 'about:blank',
    title,
    status,
    code,
    detail: text.en,
    text,
    instance: request.path,
    requestId: request.id,
    ...errors,
  };
}

interface Explanation {
  code: ErrorCode;
  status: number;
  text: Text;
  fields?: readonly FieldProblem[] | undefined;
}

function explain(thrown: unknown, requestId: string): Explanation {
  const error = asStoreError(thrown);
  if (error instanceof VigieError) {
    return { code: error.code, status: error.status, text: error.text, fields: error.fields };
  }
  const { statusCode = 500, message, validation, validationContext } = error as Partial<FastifyError>;
  if (validation !== undefined && statusCode === ERROR_CODES.invalid_request.status) {
    const fields = toProblems(validation);
    return {
      code: 'invalid_request',
      status: statusCode,
      text: describeProblems(validationContext ?? '', fields),
      fields,
    };
  }
  if (statusCode >= 400 && statusCode < 500) {
    // Fastify's own refusals (body size, content type): their texts are made for callers, in English.
    const said = message ?? 'The request is not valid';
    const text = { fr: `La requête n’est pas valable (« ${said} »).`, en: `${said}.` };
    return { code: codeOf(statusCode), status: statusCode, text };
  }
  return {
    code: 'internal',
    status: ERROR_CODES.internal.status,
    text: {
      fr: `Vigie n’a pas pu répondre. Son journal en donne la cause sous l’identifiant de requête ${requestId}.`,
      en: `Vigie failed to answer. Its log holds the cause under the request id ${requestId}.`,
    },
  };
}

function codeOf(status: number): ErrorCode {
  const codes: Record<number, ErrorCode> = { 404: 'not_found', 413: 'payload_too_large', 429: 'rate_limited' };
  return codes[status] ?? 'invalid_request';
}
