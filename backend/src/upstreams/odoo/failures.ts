import type { LocalizedText } from '../../domain/tickets/labels.ts';
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
  sentence: (operation: string, context: FailureContext, message: string) => LocalizedText;
  /** Odoo's own message says what to correct, and holds nothing but names of models and fields. */
  showsMessage?: true;
}

/** Odoo's exceptions by the Python name that both transports tell (serialised by `odoo.http.serialize_exception`). */
const EXCEPTIONS: readonly ExceptionRule[] = [
  {
    names: /\.(AccessDenied|Unauthorized|SessionExpiredException)$/,
    kind: 'unauthorized',
    sentence: () => ({
      fr: 'Odoo refuse la clé d’API : elle est fausse, révoquée ou expirée',
      en: 'Odoo refuses the API key: it is wrong, revoked or expired',
    }),
  },
  {
    names: /\.(AccessError|Forbidden)$/,
    kind: 'forbidden',
    sentence(operation, _context, message) {
      const model = modelIn(message);
      return {
        fr: `Odoo interdit ${operation} : l’utilisateur de la clé n’a pas le droit${model === undefined ? ' nécessaire' : ` sur ${model}`}`,
        en: `Odoo forbids ${operation}: the key's user lacks the right to ${model ?? 'it'}`,
      };
    },
  },
  {
    names: /^psycopg2\.OperationalError$/,
    kind: 'not_found',
    sentence: (_operation, { database }) => ({
      fr: `Odoo ne peut ouvrir la base « ${database} » : son nom est-il juste ?`,
      en: `Odoo cannot open the database "${database}": is its name right?`,
    }),
  },
  {
    names: /^psycopg2\.errors\.UndefinedTable$/,
    kind: 'unavailable',
    sentence: (_operation, { database }) => ({
      fr: `La base « ${database} » ne contient pas encore Odoo`,
      en: `The database "${database}" holds no Odoo yet`,
    }),
  },
  {
    names: /\.(NotFound|UserError|AttributeError|MissingError)$/,
    kind: 'not_found',
    sentence: (operation) => ({
      fr: `Odoo ne connaît pas ${operation} : son application CRM est-elle installée ?`,
      en: `Odoo does not know ${operation}: is its CRM application installed?`,
    }),
  },
  {
    names: /\.(TypeError|UnprocessableEntity|BadRequest)$/,
    kind: 'invalid_answer',
    sentence: (operation) => ({
      fr: `Odoo refuse les arguments de ${operation}`,
      en: `Odoo refuses the arguments of ${operation}`,
    }),
  },
  {
    names: /\.(ValueError|KeyError)$/,
    kind: 'invalid_answer',
    sentence: (operation) => ({
      fr: `Odoo ne comprend pas un champ ou une condition de ${operation}`,
      en: `Odoo does not understand a field or a condition of ${operation}`,
    }),
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
    return new OdooError('unavailable', fails(operation, name.replaceAll(/[^\w.]/g, '').slice(0, 80)));
  }
  const told = rule.showsMessage && typeof message === 'string' ? ` (${presentable(message, context)})` : '';
  const { fr, en } = rule.sentence(operation, context, typeof message === 'string' ? message : '');
  return new OdooError(
    rule.kind,
    { fr: fr + told, en: en + told },
    {
      transient: !LASTING_KINDS.includes(rule.kind),
    }
  );
}

/** @param exception - its Python name, where Odoo tells it */
export function fails(operation: string, exception?: string): LocalizedText {
  const named = exception === undefined ? '' : ` (${exception})`;
  return { fr: `Odoo échoue dans ${operation}${named}`, en: `Odoo fails in ${operation}${named}` };
}

/** The error of an answer with a status other than 200; undefined where the status alone says it all. */
export function refusalError({ status, body, operation }: Refusal, context: FailureContext): OdooError | undefined {
  const described = exceptionError(body, operation, context);
  if (described !== undefined || body !== undefined) {
    return described;
  }
  switch (status) {
    case 404:
      return new UnknownAddressError('not_found', {
        fr: `Aucun Odoo avec une base « ${context.database} » ne répond à cette adresse (404) : l’une et l’autre sont-elles justes ?`,
        en: `No Odoo with a database "${context.database}" answers at this address (404): are both right?`,
      });
    case 415:
      return new OdooError(
        'invalid_answer',
        { fr: `Odoo refuse la forme de ${operation} (415)`, en: `Odoo refuses the form of ${operation} (415)` },
        { transient: false }
      );
    case 500:
      return new OdooError('unavailable', {
        fr: `Odoo répond par une page d’erreur (500) : la base « ${context.database} » ne contient peut-être pas encore Odoo`,
        en: `Odoo answers with an error page (500): the database "${context.database}" may hold no Odoo yet`,
      });
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
