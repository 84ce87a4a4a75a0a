import { ERROR_CODES, type ErrorCode } from '../../backend/src/domain/errors.ts';
import { openapiDocument } from '../../backend/src/http/documentation/document.ts';
import { type OpenApi, type Operation, operationsOf } from './openapi.ts';
import { codes, head, type ReferencePage, table } from './page.ts';

/** What a caller does about an error; each code has its sentence, or this file does not compile. */
const REMEDIES: Record<ErrorCode, string> = {
  token_missing: 'Send `Authorization: Bearer …`.',
  token_unknown: 'Make a token (`vigie token create`), and give it to the data source.',
  scope_missing: 'Ask with a token that has the scope which the message names.',
  role_missing: 'Let somebody do it whose role in Grafana is the one that the message names.',
  not_found: 'Check the address, and the name or number in it.',
  method_not_allowed: 'Use a method that [the route](http.md) has.',
  invalid_request: 'Mend what the message, or each entry of `errors`, names.',
  conflict: 'Choose another name, or change what exists.',
  changed_meanwhile: 'Read it again, then change what you read.',
  etag_missing: 'Send `If-Match` with the `ETag` of what was read.',
  dataset_unknown: 'Choose one of the [datasets](datasets.md).',
  parameter_invalid: 'Give the parameter as its dataset describes it.',
  request_timeout: 'Send the whole request within the time that the server waits for it.',
  headers_too_large: 'Send fewer or shorter headers.',
  payload_too_large: 'Send less at once.',
  rate_limited: 'Wait for as long as `Retry-After` says.',
  overloaded: 'Try again a little later; where it lasts, see [operation.md](../operation.md).',
  store_unavailable: 'Look at PostgreSQL, or at the data folder; `vigie doctor` names what is wrong.',
  counters_denied: 'Grant the user of `COUNTERS_URL` the right that the message names.',
  value_refused: 'Give a value that the column of the counters database can hold.',
  confirmation_needed: 'Look at what is like it already, then send the same with `confirm`.',
  counters_off: 'Set `COUNTERS_URL`.',
  source_unavailable: 'Look at the source that the message names; `vigie doctor` asks it.',
  internal: 'Search the log of the backend for the `requestId` of the answer, and report it.',
};

/** Every error code, its status, and what to do. */
export const errorsPage: ReferencePage = {
  file: 'errors.md',
  async render() {
    const operations = operationsOf((await openapiDocument()) as OpenApi);
    return [
      ...head('Error codes', '`backend/src/domain/errors.ts`'),
      'An error is answered as `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)): `title`, `status`, the `code`',
      'of this table, in `detail` what happened, where and what to do, and the `requestId` that the log has too. A form with several',
      'mistakes has one entry in `errors` for each field.',
      '',
      ...table(
        ['Code', 'Status', 'Title', 'What to do', 'Answered by'],
        (Object.keys(ERROR_CODES) as ErrorCode[]).map((code) => [
          `\`${code}\``,
          String(ERROR_CODES[code].status),
          ERROR_CODES[code].title,
          REMEDIES[code],
          answeredBy(code, operations),
        ])
      ),
    ].join('\n');
  },
};

/** More routes than this are named by their subjects. */
const FEW = 5;

/** Codes of the server itself, and those that most routes may answer, are not told by route. */
function answeredBy(code: ErrorCode, operations: readonly Operation[]): string {
  const answering = operations.filter(({ problems }) => problems.includes(code));
  if (answering.length === 0) {
    return 'the server itself, or one query within an answer of `POST /v1/query`';
  }
  if (answering.length > operations.length / 2) {
    return 'most routes';
  }
  return answering.length > FEW
    ? `routes of ${[...new Set(answering.map(({ tag }) => tag))].sort().join(', ')}`
    : codes(answering.map(({ name }) => name));
}
