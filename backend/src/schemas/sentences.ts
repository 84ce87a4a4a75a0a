import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Wording } from './types.ts';

/** The parts of a schema that sentences are made of. */
export interface WordedSchema extends Wording {
  type?: string | string[];
  enum?: unknown[];
  const?: string;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, unknown>;
  required?: string[];
  propertyNames?: WordedSchema;
}

/** A value is not what its schema asks for. */
export function unexpected(schema: WordedSchema, value: unknown): LocalizedText {
  if (schema.empty !== undefined && Array.isArray(value) && value.length === 0) {
    return schema.empty;
  }
  const own = schema.about?.(value);
  if (own !== undefined) {
    return own;
  }
  const allowed = schema.expected ?? expectedBy(schema);
  const isUnquoted =
    schema.expected === undefined && schema.type === 'string' && ['number', 'boolean'].includes(typeof value);
  return {
    fr: `doit être ${allowed.fr}, et non ${value === null ? 'vide' : shown(value)}${isUnquoted ? ' ; mettez-le entre guillemets' : ''}`,
    en: `must be ${allowed.en}, not ${value === null ? 'empty' : shown(value)}${isUnquoted ? '; put it in quotes' : ''}`,
  };
}

const BY_TYPE: Readonly<Record<string, LocalizedText>> = {
  string: { fr: 'un texte', en: 'a text' },
  boolean: { fr: 'true ou false', en: 'true or false' },
  array: { fr: 'une liste', en: 'a list' },
};

function expectedBy({ type, enum: words, const: word, minimum, maximum, properties }: WordedSchema): LocalizedText {
  if (words !== undefined) {
    return { fr: `l’un de ${words.join(', ')}`, en: `one of ${words.join(', ')}` };
  }
  if (word !== undefined) {
    return { fr: `« ${word} »`, en: `"${word}"` };
  }
  if (properties !== undefined) {
    const keys = Object.keys(properties).join(', ');
    return { fr: `un ensemble de clés parmi ${keys}`, en: `a mapping with the keys ${keys}` };
  }
  return (
    BY_TYPE[String(type)] ?? {
      fr: `un nombre entier de ${minimum} à ${maximum}`,
      en: `a whole number from ${minimum} to ${maximum}`,
    }
  );
}

/** A value as JSON writes it, cut when it is long. */
export const shown = (value: unknown): string => cut(JSON.stringify(value) ?? String(value));

/** A text that somebody sent, short enough to stand in a sentence. */
export const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);
