import { DateTime } from 'luxon';

import { VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import type { Dataset } from '../dataset.ts';
import { MAX_TEXT_LENGTH, MAX_VALUES, type Parameter } from './parameters.ts';

type Scalar = string | number | boolean | Date;

/** Checked values by parameter; those that were not given and have no default are absent. */
export type CheckedValues = Record<string, Scalar | Scalar[]>;

/**
 * Checks what a caller sent against what a dataset takes. Template variables of a dashboard arrive as strings, so
 * numbers and booleans are read from strings; an empty value means that none was given; a single value serves for a list,
 * and a list of one for a single value.
 *
 * @throws {VigieError} `parameter_invalid`, with a sentence that says what the dataset takes
 */
export function checkParameters(dataset: Dataset, params: unknown): CheckedValues {
  const given = asObject(dataset, params ?? {});
  const names = Object.keys(dataset.parameters);
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(dataset.parameters, name)) {
      const takes = names.join(', ');
      throw invalid({
        fr: `paramètre \`${cut(name)}\` inconnu du jeu de données ${dataset.name}, qui ${takes ? `admet ${takes}` : 'n’en admet aucun'}`,
        en: `unknown parameter \`${cut(name)}\` of dataset ${dataset.name}: it takes ${takes || 'no parameter'}`,
      });
    }
  }
  const checked: CheckedValues = {};
  for (const [name, parameter] of Object.entries(dataset.parameters)) {
    const where = {
      fr: `le paramètre \`${name}\` du jeu de données ${dataset.name}`,
      en: `parameter \`${name}\` of dataset ${dataset.name}`,
    };
    const value = checkValue(where, parameter, given[name]);
    if (value !== undefined) {
      checked[name] = value;
    } else if (parameter.required) {
      throw invalid({ fr: `${where.fr} manque : il est obligatoire`, en: `missing ${where.en}: it is required` });
    }
  }
  return checked;
}

function asObject(dataset: Dataset, params: unknown): Record<string, unknown> {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) {
    throw invalid({
      fr: `params du jeu de données ${dataset.name} doit être un objet de noms et de valeurs de paramètres`,
      en: `params of dataset ${dataset.name} must be an object of parameter names and values`,
    });
  }
  return params as Record<string, unknown>;
}

function checkValue(where: LocalizedText, parameter: Parameter, given: unknown): Scalar | Scalar[] | undefined {
  const list: unknown[] = Array.isArray(given) ? given : [given];
  if (list.length > MAX_VALUES) {
    throw invalid({
      fr: `${where.fr} contient ${list.length} valeurs, pour ${MAX_VALUES} au plus : demandez-en moins, ou toutes en n’en donnant aucune`,
      en: `${where.en} holds ${list.length} values, and ${MAX_VALUES} are the most: ask for fewer, or for all with none`,
    });
  }
  const values = list.filter((value) => !isEmpty(value));
  const checked = [...new Set(values.map((value) => checkScalar(where, parameter, value)))];
  if (checked.length === 0) {
    return parameter.default === undefined || !parameter.multiple ? parameter.default : [parameter.default];
  }
  if (parameter.multiple) {
    return checked;
  }
  if (checked.length > 1) {
    throw invalid({
      fr: `${where.fr} admet une seule valeur, et non ${checked.length}`,
      en: `${where.en} takes one value, not ${checked.length}`,
    });
  }
  return checked[0];
}

/**
 * A whole value that is a variable of a dashboard: `$name`, `${name:format}`, `[[name]]`. It would match nothing, and an
 * alert rule with it would be silent forever. Syntax: https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/
 */
const UNRESOLVED_VARIABLE = /^(?:\$\w+|\$\{\w+(?:\.[^}:]+)?(?::[^}]*)?\}|\[\[\w+(?::\w+)?\]\])$/;

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function checkScalar(where: LocalizedText, parameter: Parameter, value: unknown): Scalar {
  const { maxLength = MAX_TEXT_LENGTH } = parameter;
  if (typeof value === 'string' && value.length > maxLength) {
    throw invalid({
      fr: `${where.fr} contient ${value.length} caractères, pour ${maxLength} au plus : raccourcissez-le`,
      en: `${where.en} holds ${value.length} characters, and ${maxLength} are the most: shorten it`,
    });
  }
  const scalar = READERS[parameter.type](value);
  if (typeof scalar === 'string' && scalar.includes('\0')) {
    throw invalid({
      fr: `${where.fr} contient un caractère NUL, qu’aucun texte ici ne peut avoir`,
      en: `${where.en} holds a NUL character, which no text here can have`,
    });
  }
  if (typeof scalar === 'string' && UNRESOLVED_VARIABLE.test(scalar)) {
    throw invalid({
      fr: `${where.fr} est ${show(scalar)}, une variable de tableau de bord que Grafana n’a pas remplacée : les règles d’alerte n’ont pas de variables, écrivez donc la valeur elle-même`,
      en: `${where.en} is ${show(scalar)}, a template variable that Grafana did not fill in: alert rules have no variables, so write the value itself`,
    });
  }
  if (scalar === undefined) {
    const { fr, en } = KINDS[parameter.type];
    throw invalid({
      fr: `${where.fr} doit être ${fr}, et non ${show(value)}`,
      en: `${where.en} must be ${en}, not ${show(value)}`,
    });
  }
  if (parameter.choices && !parameter.choices.some((choice) => choice.value === scalar)) {
    const choices = parameter.choices.map((choice) => choice.value).join(', ');
    throw invalid({
      fr: `${where.fr} doit être l’un de ${choices}, et non ${show(value)}`,
      en: `${where.en} must be one of ${choices}, not ${show(value)}`,
    });
  }
  const { minimum = -Infinity, maximum = Infinity } = parameter;
  if (typeof scalar === 'number' && (scalar < minimum || scalar > maximum)) {
    const { fr, en } = rangeOf(parameter);
    throw invalid({
      fr: `${where.fr} doit être ${fr}, et non ${show(value)}`,
      en: `${where.en} must be ${en}, not ${show(value)}`,
    });
  }
  return scalar;
}

const KINDS: Record<Parameter['type'], LocalizedText> = {
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

/** How a value of each type is read; undefined: it is not one. */
const READERS: Record<Parameter['type'], (value: unknown) => Scalar | undefined> = {
  string: (value) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined),
  integer: (value) => {
    const number = readNumber(value);
    return Number.isSafeInteger(number) ? number : undefined;
  },
  number: readNumber,
  boolean: (value) =>
    value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined,
  date: (value) =>
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}$/.test(value) &&
    usableInstant(DateTime.fromISO(value, { zone: 'utc' }).toMillis()) !== undefined
      ? value
      : undefined,
  'date-time': readInstant,
};

function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readInstant(value: unknown): Date | undefined {
  const milliseconds = readNumber(value);
  if (milliseconds !== undefined) {
    return usableInstant(milliseconds);
  }
  const parsed = typeof value === 'string' ? DateTime.fromISO(value, { zone: 'utc' }) : undefined;
  return usableInstant(parsed?.isValid ? parsed.toMillis() : Number.NaN);
}

/** The years of MySQL's dates, and a year less, so that every zone and every day compared stays within them. */
const FIRST_INSTANT = Date.UTC(1000, 0, 1);
const LAST_INSTANT = Date.UTC(9999, 0, 1);

/** An instant that databases and calendars can work with; undefined for others, and for no number. */
export function usableInstant(milliseconds: number): Date | undefined {
  return milliseconds >= FIRST_INSTANT && milliseconds < LAST_INSTANT ? new Date(milliseconds) : undefined;
}

function rangeOf({ minimum, maximum }: Parameter): LocalizedText {
  if (minimum === undefined) {
    return { fr: `au plus ${maximum}`, en: `at most ${maximum}` };
  }
  return maximum === undefined
    ? { fr: `au moins ${minimum}`, en: `at least ${minimum}` }
    : { fr: `entre ${minimum} et ${maximum}`, en: `between ${minimum} and ${maximum}` };
}

/** A value as an error quotes it, cut short. */
function show(value: unknown): string {
  return cut(JSON.stringify(value) ?? String(value));
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function invalid(text: LocalizedText): VigieError {
  return new VigieError('parameter_invalid', text);
}
