import type { LocalizedText } from '../../../domain/tickets/labels.ts';

/** Most characters of a value that is a text: far more than any name that is stored has. */
export const MAX_TEXT_LENGTH = 500;
/** Most values of a list: as many as there are sites in a large installation. */
export const MAX_VALUES = 2_000;

export type ParameterType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'date-time';

/** A parameter as the catalogue describes it to the query editor, the docs and the OpenAPI. */
export interface Parameter {
  type: ParameterType;
  /** Takes an array of values, any of them. */
  multiple?: boolean;
  required?: boolean;
  title: LocalizedText;
  description?: LocalizedText;
  default?: string | number | boolean;
  /** The only values allowed; absent: free. */
  choices?: readonly { value: string; title: LocalizedText }[];
  /** Most characters of a text, `MAX_TEXT_LENGTH` unless it says otherwise. */
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  /** The values are exact names of things of which a token may have some only: asking for another is a refused attempt. */
  limitedBy?: 'enterprises';
  /** Values the editor offers, from another dataset. */
  suggest?: { dataset: string; column: string };
}

type ScalarValue<P extends Parameter> = P extends { choices: readonly { value: infer V }[] }
  ? V
  : P['type'] extends 'integer' | 'number'
    ? number
    : P['type'] extends 'boolean'
      ? boolean
      : P['type'] extends 'date-time'
        ? Date
        : string;

type Value<P extends Parameter> = P extends { multiple: true } ? ScalarValue<P>[] : ScalarValue<P>;

/** The checked values a dataset receives: defaults filled in, optional ones absent as `undefined`. */
export type ParameterValues<P extends Record<string, Parameter>> = {
  [K in keyof P]: P[K] extends { default: unknown } | { required: true } ? Value<P[K]> : Value<P[K]> | undefined;
};
