import { VigieError } from '../../../domain/errors.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { type Finding, findingsOf } from '../../../schemas/findings.ts';
import type { Dataset } from '../dataset.ts';
import { MAX_VALUES, type Parameter } from './parameters.ts';
import { compiledSchema, parametersSchema } from './parameters-schema.ts';
import { readValue } from './read-value.ts';

type Scalar = string | number | boolean | Date;

/** Checked values by parameter; those that were not given and have no default are absent. */
export type CheckedValues = Record<string, Scalar | Scalar[]>;

/** Most sentences of one refusal; a list can be wrong two thousand times. */
const MAX_SENTENCES = 8;

/**
 * Checks what a caller sent against what a dataset takes. Template variables of a dashboard arrive as strings, so
 * numbers and booleans are read from strings; an empty value means that none was given; a single value serves for a list,
 * and a list of one for a single value.
 *
 * @throws {VigieError} `parameter_invalid`, with all that is wrong and what the dataset takes
 */
export function checkParameters(dataset: Dataset, params: unknown): CheckedValues {
  const given = asObject(dataset, params ?? {});
  const schema = compiledSchema(dataset);
  const values = arranged(dataset, given, 'read');
  if (!schema.Check(values)) {
    throw refusal(dataset, findingsOf(schema.Type(), values, arranged(dataset, given, 'given')));
  }
  return values as CheckedValues;
}

/** Checks a dataset's own defaults. @throws {VigieError} `parameter_invalid` */
export function checkDefaults(dataset: Dataset): void {
  const optional = Object.entries(dataset.parameters).filter(([, { required }]) => !required);
  const part = { ...dataset, parameters: Object.fromEntries(optional) };
  // Not compiled: it is done once, at each start.
  const findings = findingsOf(parametersSchema(part), arranged(part, {}, 'read'));
  if (findings.length > 0) {
    throw refusal(dataset, findings);
  }
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

/** What is shown of each value: what was read of it, or, at the same place, what was given. */
type Form = 'read' | 'given';

/** The values as the schema has them: one or a list, defaults in the place of what was not given, and names that nobody knows. */
function arranged({ parameters }: Dataset, given: Record<string, unknown>, form: Form): Record<string, unknown> {
  const values: [string, unknown][] = [];
  for (const name of Object.keys(parameters)) {
    const value = valueOf(parameters[name] as Parameter, given[name], form);
    if (value !== undefined) {
      values.push([name, value]);
    }
  }
  let unknown = 0;
  for (const name of Object.keys(given)) {
    // One more than is said: a caller may send a hundred thousand.
    if (!Object.hasOwn(parameters, name) && unknown++ <= MAX_SENTENCES) {
      values.push([name, given[name]]);
    }
  }
  return Object.fromEntries(values);
}

function valueOf(parameter: Parameter, given: unknown, form: Form): unknown {
  const list: unknown[] = Array.isArray(given) ? given : [given];
  if (list.length > MAX_VALUES) {
    // Refused as a whole: nobody reads a million values to name each.
    return form === 'read' ? null : list;
  }
  const filled = list.filter((value) => value !== undefined && value !== null && value !== '');
  const byReading = new Map(filled.map((value) => [readValue(parameter, value), value]));
  const values = [...(form === 'read' ? byReading.keys() : byReading.values())];
  if (values.length === 0) {
    return parameter.default === undefined || !parameter.multiple ? parameter.default : [parameter.default];
  }
  return parameter.multiple || values.length > 1 ? values : values[0];
}

function sentence(dataset: Dataset, { path: [name], text, at }: Finding): LocalizedText {
  return name === undefined || at === 'key'
    ? text
    : {
        fr: `le paramètre \`${name}\` du jeu de données ${dataset.name} ${text.fr}`,
        en: `parameter \`${name}\` of dataset ${dataset.name} ${text.en}`,
      };
}

function refusal(dataset: Dataset, findings: readonly Finding[]): VigieError {
  const sentences = findings.slice(0, MAX_SENTENCES).map((finding) => sentence(dataset, finding));
  const others = findings.length > MAX_SENTENCES ? [{ fr: 'et d’autres', en: 'and more' }] : [];
  return invalid({
    fr: [...sentences, ...others].map(({ fr }) => fr).join(' ; '),
    en: [...sentences, ...others].map(({ en }) => en).join('; '),
  });
}

function invalid(text: LocalizedText): VigieError {
  return new VigieError('parameter_invalid', text);
}
