import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from './language.ts';

const YES: Text = { fr: 'Oui', en: 'Yes' };
const NO: Text = { fr: 'Non', en: 'No' };

/** Writes a boolean in the reader's language, in the colour that each answer has in its panel. */
export function yesNoMappings(language: Language, colours: { yes: string; no: string }): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: {
        true: { text: YES[language], color: colours.yes, index: 0 },
        false: { text: NO[language], color: colours.no, index: 1 },
      },
    },
  ];
}
