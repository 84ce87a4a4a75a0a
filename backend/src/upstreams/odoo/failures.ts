import type { UpstreamErrorKind } from '../http/errors.ts';
import type { Refusal } from '../http/json-http.ts';
import { OdooError, UnknownAddressError } from './error.ts';

/** What the sentences need to know of the connection. The key is here to be taken out, never to be shown. */
export interface FailureContext {
  database: string;
  apiKey: string;
}

interface ExceptionRule {
  names: RegExp;
  kind: UpstreamErrorKind;
  sentence: (operation: string, context: FailureContext, message: string) => string;
  /** Odoo's own message says what to correct, and holds nothing but names of models and fields. */
  showsMessage?: true;
}

/** Odoo's exceptions by the Python name that both transports tell (serialised by `odoo.http.serialize_exception`). */
const EXCEPTIONS: readonly ExceptionRule[] = [
  {
    names: /\.(AccessDenied|Unauthorized|SessionExpiredException)$/,
    kind: 'unauthorized',
    sentence: () => 'Odoo refuses the API key: it is wrong, revoked or expired',
  },
  {
    names: /\.(AccessError|Forbidden)$/,
    kind: 'forbidden',
    sentence: (operation, _context, message) =>
      `Odoo forbids ${operation}: the key's user lacks the right to ${modelIn(message) ?? 'it'}`,
  },
  {
    names: /^psycopg2\.OperationalError$/,
    kind: 'not_found',
    sentence: (_operation, { database }) => `Odoo cannot open the database "${database}": is its name right?`,
  },
  {
    names: /^psycopg2\.errors\.UndefinedTable$/,
    kind: 'unavailable',
    sentence: (_operation, { database }) => `The database "${database}" holds no Odoo yet`,
  },
  {
    names: /\.(NotFound|UserError|AttributeError|MissingError)$/,
    kind: 'not_found',
    sentence: (operation) => `Odoo does not know ${operation}: is its CRM application installed?`,
  },
  {
    names: /\.(TypeError|UnprocessableEntity|BadRequest)$/,
    kind: 'invalid_answer',
    sentence: (operation) => `Odoo refuses the arguments of ${operation}`,
  },
  {
    names: /\.(ValueError|KeyError)$/,
    kind: 'invalid_answer',
    sentence: (operation) => `Odoo does not understand a field or a condition of ${operation}`,
    showsMessage: true,
  },
];

/** Kinds that stay as they are until a person changes something: asking again at once is of no use. */
const LASTING_KINDS: readonly UpstreamErrorKind[] = ['unauthorized', 'forbidden', 'not_found', 'invalid_answer'];
const LONGEST_MESSAGE = 200;

/**
 * The error of an exception that Odoo describes in its own form (`{name, message, arguments, context, debug}`), as
 * JSON-2 has it in the body and JSON-RPC in `error.data`; undefined when the value is no such description.
 * `debug`, a traceback, is not looked at.
 */
export function exceptionError(value: unknown, operation: string, context: FailureContext): OdooError | undefined {
  const { name, message } = (value ?? {}) as { name?: unknown; message?: unknown };
  if (typeof name !== 'string') {
    return undefined;
  }
  const rule = EXCEPTIONS.find(({ names }) => names.test(name));
  if (rule === undefined) {
    return new OdooError('unavailable', `Odoo fails in ${operation} (${name.replaceAll(/[^\w.]/g, '').slice(0, 80)})`);
  }
  const told = rule.showsMessage && typeof message === 'string' ? ` (${presentable(message, context)})` : '';
  const sentence = rule.sentence(operation, context, typeof message === 'string' ? message : '');
  return new OdooError(rule.kind, `${sentence}${told}`, {
    transient: !LASTING_KINDS.includes(rule.kind),
  });
}

/** The error of an answer with a status other than 200; undefined where the status alone says it all. */
export function refusalError({ status, body, operation }: Refusal, context: FailureContext): OdooError | undefined {
  const described = exceptionError(body, operation, context);
  if (described !== undefined || body !== undefined) {
    return described;
  }
  switch (status) {
    case 404:
      return new UnknownAddressError(
        'not_found',
        `No Odoo with a database "${context.database}" answers at this address (404): are both right?`
      );
    case 415:
      return new OdooError('invalid_answer', `Odoo refuses the form of ${operation} (415)`, { transient: false });
    case 500:
      return new OdooError(
        'unavailable',
        `Odoo answers with an error page (500): the database "${context.database}" may hold no Odoo yet`
      );
    default:
      return undefined;
  }
}

/** The model that a refusal is about, which may be another than the one called: Odoo names it behind its title. */
function modelIn(message: string): string | undefined {
  return /\(([a-z0-9_]+(?:\.[a-z0-9_]+)+)\)/.exec(message)?.[1];
}

function presentable(message: string, { apiKey }: FailureContext): string {
  const firstLine = message.trim().split('\n', 1)[0] ?? '';
  return firstLine.replaceAll(apiKey, '…').slice(0, LONGEST_MESSAGE);
}
