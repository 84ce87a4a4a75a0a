import type { LocalizedText } from '../../domain/tickets/labels.ts';

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
