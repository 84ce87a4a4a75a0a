import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from './language.ts';

/** What a value of a column is called, and its colour where it has one. */
export interface ValueText {
  title: Text;
  colour?: string;
}

/** Texts in the place of values, in the reader's language. */
export function valueTexts(
  language: Language,
  values: readonly (readonly [value: string | number, text: ValueText])[]
): ValueMapping[] {
  const options = Object.fromEntries(
    values.map(([value, { title, colour }], index) => [
      value,
      { text: title[language], ...(colour === undefined ? {} : { color: colour }), index },
    ])
  );
  return [{ type: MappingType.ValueToText, options }];
}
