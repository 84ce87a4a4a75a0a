import type { FastifySchemaValidationError } from 'fastify';

import type { FieldProblem } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';

/** What a schema refuses in a part of a request, field by field. The values sent are not repeated. */
export function toProblems(errors: readonly FastifySchemaValidationError[]): FieldProblem[] {
  // What each alternative of a union refuses stands beside the union's own refusal.
  return errors
    .filter(({ keyword }) => keyword !== 'anyOf')
    .map((error) => {
      const text = textOf(error);
      return { field: fieldOf(error), message: text.en, text };
    });
}

/** Parts of a request, as Fastify calls them. */
const PARTS: Record<string, LocalizedText> = {
  body: { fr: 'Le corps de la requête', en: 'The body of the request' },
  querystring: { fr: 'L’adresse (paramètres)', en: 'The query string' },
  params: { fr: 'L’adresse', en: 'The path' },
  headers: { fr: 'L’en-tête de la requête', en: 'The header of the request' },
};

/** One sentence about all of it. */
export function describeProblems(part: string, problems: readonly FieldProblem[]): LocalizedText {
  const { fr, en } = PARTS[part] ?? { fr: 'La requête', en: 'The request' };
  const all = (language: keyof LocalizedText): string =>
    problems.map(({ field, text }) => `${field} ${text[language]}`.trim()).join(', ');
  return { fr: `${fr} ne convient pas : ${all('fr')}.`, en: `${en} is not right: ${all('en')}.` };
}

type Wording = (parameters: Record<string, unknown>) => LocalizedText;

/** JSON's types, as `type` of a schema names them. */
const TYPES: Record<string, LocalizedText> = {
  string: { fr: 'un texte', en: 'a text' },
  number: { fr: 'un nombre', en: 'a number' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  array: { fr: 'une liste', en: 'a list' },
  object: { fr: 'un objet', en: 'an object' },
  null: { fr: 'null', en: 'null' },
};

const atLeast = (unit: LocalizedText): Wording => bounded('au moins', 'at least', unit);
const atMost = (unit: LocalizedText): Wording => bounded('au plus', 'at most', unit);

function bounded(fr: string, en: string, unit: LocalizedText): Wording {
  return ({ limit }) => ({
    fr: `doit avoir ${fr} ${String(limit)} ${unit.fr}`,
    en: `must have ${en} ${String(limit)} ${unit.en}`,
  });
}

const CHARACTERS = { fr: 'caractère(s)', en: 'character(s)' };
const ITEMS = { fr: 'élément(s)', en: 'item(s)' };
const KEYS = { fr: 'clé(s)', en: 'key(s)' };

/** By the keyword of JSON Schema that refuses; the parameters are those of Ajv. */
const WORDINGS: Record<string, Wording> = {
  required: () => ({ fr: 'manque', en: 'is missing' }),
  additionalProperties: () => ({ fr: 'n’est pas connu ici', en: 'is not known here' }),
  type: ({ type }) => {
    const kinds = [type].flat().map((name) => TYPES[String(name)] ?? { fr: String(name), en: String(name) });
    return {
      fr: `doit être ${kinds.map(({ fr }) => fr).join(' ou ')}`,
      en: `must be ${kinds.map(({ en }) => en).join(' or ')}`,
    };
  },
  enum: ({ allowedValues }) => {
    const values = (allowedValues as unknown[]).map(String).join(', ');
    return { fr: `doit être l’un de ${values}`, en: `must be one of ${values}` };
  },
  const: ({ allowedValue }) => ({
    fr: `doit être ${JSON.stringify(allowedValue)}`,
    en: `must be ${JSON.stringify(allowedValue)}`,
  }),
  pattern: ({ pattern }) => ({
    fr: `doit être de la forme ${String(pattern)}`,
    en: `must have the form ${String(pattern)}`,
  }),
  format: ({ format }) => ({
    fr: `doit être de la forme « ${String(format)} »`,
    en: `must have the form "${String(format)}"`,
  }),
  minLength: atLeast(CHARACTERS),
  maxLength: atMost(CHARACTERS),
  minItems: atLeast(ITEMS),
  maxItems: atMost(ITEMS),
  minProperties: atLeast(KEYS),
  maxProperties: atMost(KEYS),
  uniqueItems: () => ({ fr: 'contient deux fois le même élément', en: 'holds the same item twice' }),
  minimum: ({ limit }) => ({ fr: `doit valoir au moins ${String(limit)}`, en: `must be at least ${String(limit)}` }),
  maximum: ({ limit }) => ({ fr: `doit valoir au plus ${String(limit)}`, en: `must be at most ${String(limit)}` }),
};

function textOf({ keyword, params, message }: FastifySchemaValidationError): LocalizedText {
  const wording = WORDINGS[keyword];
  return (
    wording?.(params) ?? { fr: `ne convient pas (${message ?? keyword})`, en: `is not right (${message ?? keyword})` }
  );
}

/** The place within what was sent, e.g. `queries[0].refId`; empty for the whole. A key that is missing or unknown is the place. */
function fieldOf({ instancePath, keyword, params }: FastifySchemaValidationError): string {
  const steps = instancePath.split('/').slice(1).map(decoded);
  const key = keyword === 'required' ? params['missingProperty'] : params['additionalProperty'];
  return [...steps, ...(typeof key === 'string' ? [key] : [])]
    .map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

/** A step of a JSON pointer (RFC 6901) as its key. */
const decoded = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');
