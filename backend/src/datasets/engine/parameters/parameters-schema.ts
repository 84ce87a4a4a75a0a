import Type, { type TSchema } from 'typebox';
import { Compile, type Validator } from 'typebox/compile';

import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { cut, shown } from '../../../schemas/sentences.ts';
import { mapping, understood, type Wording } from '../../../schemas/types.ts';
import type { Dataset } from '../dataset.ts';
import { MAX_TEXT_LENGTH, MAX_VALUES, type Parameter, type ParameterType } from './parameters.ts';
import { isUsableDay, readValue } from './read-value.ts';

const compiled = new WeakMap<Dataset, Validator>();

/** The schema of a dataset, made fast for its queries when the first one comes. */
export function compiledSchema(dataset: Dataset): Validator {
  const schema = compiled.get(dataset) ?? Compile(parametersSchema(dataset));
  compiled.set(dataset, schema);
  return schema;
}

/** The schema of what a dataset takes, when it has been read and its defaults filled in. */
export function parametersSchema({ name, parameters }: Dataset): TSchema {
  const takes = Object.keys(parameters).join(', ');
  const properties = Object.entries(parameters).map(([parameterName, parameter]) => {
    const type = parameter.multiple ? listOf(parameter) : typeOf(parameter);
    return [parameterName, parameter.required ? type : Type.Optional(type)] as const;
  });
  return mapping(Object.fromEntries(properties), {
    unknownKey: (key) => ({
      fr: `paramètre \`${cut(key)}\` inconnu du jeu de données ${name}, qui ${takes ? `admet ${takes}` : 'n’en admet aucun'}`,
      en: `unknown parameter \`${cut(key)}\` of dataset ${name}: it takes ${takes || 'no parameter'}`,
    }),
    missingKey: (key) => ({
      fr: `le paramètre \`${key}\` du jeu de données ${name} manque : il est obligatoire`,
      en: `missing parameter \`${key}\` of dataset ${name}: it is required`,
    }),
  });
}

function listOf(parameter: Parameter): TSchema {
  return Type.Array(typeOf(parameter), {
    maxItems: MAX_VALUES,
    about: (given: unknown) =>
      Array.isArray(given)
        ? {
            fr: `contient ${given.length} valeurs, pour ${MAX_VALUES} au plus : demandez-en moins, ou toutes en n’en donnant aucune`,
            en: `holds ${given.length} values, and ${MAX_VALUES} are the most: ask for fewer, or for all with none`,
          }
        : undefined,
  });
}

/** One value, as `readValue` gives it. */
function typeOf(parameter: Parameter): TSchema {
  const { type, choices, minimum, maximum } = parameter;
  const values = choices?.map(({ value }) => value);
  const wording: Wording = {
    expected: values ? { fr: `l’un de ${values.join(', ')}`, en: `one of ${values.join(', ')}` } : KINDS[type],
    about: (given) => {
      const read = readValue(parameter, given);
      return oneOnly(parameter, given) ?? textFlaw(parameter, read) ?? rangeFlaw(parameter, read, given);
    },
  };
  switch (type) {
    case 'string':
      return understood({ ...wording, ...(values && { enum: values }) }, (text) =>
        textFlaw(parameter, text) === undefined ? text : undefined
      );
    case 'date':
      return understood({ ...wording }, (text) => (isUsableDay(text) ? text : undefined));
    case 'date-time':
      return Type.Refine(
        Type.Unknown({ ...wording }),
        (value) => value instanceof Date,
        () => '[]'
      );
    case 'boolean':
      return Type.Boolean({ ...wording });
    case 'integer':
      return Type.Integer({
        minimum: minimum ?? Number.MIN_SAFE_INTEGER,
        maximum: maximum ?? Number.MAX_SAFE_INTEGER,
        ...wording,
      });
    case 'number':
      return Type.Number({
        ...(minimum !== undefined && { minimum }),
        ...(maximum !== undefined && { maximum }),
        ...wording,
      });
  }
}

const KINDS: Readonly<Record<ParameterType, LocalizedText>> = {
  string: { fr: 'un texte', en: 'a text' },
  integer: { fr: 'un nombre entier', en: 'a whole number' },
  number: { fr: 'un nombre', en: 'a number' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  date: { fr: 'une date telle que 2024-07-23', en: 'a date such as 2024-07-23' },
  'date-time': {
    fr: 'un instant tel que 2024-07-23T08:00:00Z, ou des millisecondes depuis 1970',
    en: 'an instant such as 2024-07-23T08:00:00Z, or epoch milliseconds',
  },
};

function oneOnly({ multiple }: Parameter, given: unknown): LocalizedText | undefined {
  return !multiple && Array.isArray(given) && given.length > 1
    ? { fr: `admet une seule valeur, et non ${given.length}`, en: `takes one value, not ${given.length}` }
    : undefined;
}

/**
 * A whole value that is a variable of a dashboard: `$name`, `${name:format}`, `[[name]]`. It would match nothing, and an
 * alert rule with it would be silent forever. Syntax: https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/
 */
const UNRESOLVED_VARIABLE = /^(?:\$\w+|\$\{\w+(?:\.[^}:]+)?(?::[^}]*)?\}|\[\[\w+(?::\w+)?\]\])$/;

function textFlaw({ maxLength = MAX_TEXT_LENGTH }: Parameter, value: unknown): LocalizedText | undefined {
  if (typeof value !== 'string') {
    return undefined;
  }
  if (value.length > maxLength) {
    return {
      fr: `contient ${value.length} caractères, pour ${maxLength} au plus : raccourcissez-le`,
      en: `holds ${value.length} characters, and ${maxLength} are the most: shorten it`,
    };
  }
  if (value.includes('\0')) {
    return {
      fr: 'contient un caractère NUL, qu’aucun texte ici ne peut avoir',
      en: 'holds a NUL character, which no text here can have',
    };
  }
  return UNRESOLVED_VARIABLE.test(value)
    ? {
        fr: `est ${shown(value)}, une variable de tableau de bord que Grafana n’a pas remplacée : les règles d’alerte n’ont pas de variables, écrivez donc la valeur elle-même`,
        en: `is ${shown(value)}, a template variable that Grafana did not fill in: alert rules have no variables, so write the value itself`,
      }
    : undefined;
}

function rangeFlaw({ type, minimum, maximum }: Parameter, read: unknown, given: unknown): LocalizedText | undefined {
  const isOfType = type === 'integer' ? Number.isSafeInteger(read) : type === 'number' && Number.isFinite(read);
  if (!isOfType || (minimum === undefined && maximum === undefined)) {
    return undefined;
  }
  const { fr, en } = range(minimum, maximum);
  return { fr: `doit être ${fr}, et non ${shown(given)}`, en: `must be ${en}, not ${shown(given)}` };
}

function range(minimum: number | undefined, maximum: number | undefined): LocalizedText {
  if (minimum === undefined) {
    return { fr: `au plus ${maximum}`, en: `at most ${maximum}` };
  }
  return maximum === undefined
    ? { fr: `au moins ${minimum}`, en: `at least ${minimum}` }
    : { fr: `entre ${minimum} et ${maximum}`, en: `between ${minimum} and ${maximum}` };
}
