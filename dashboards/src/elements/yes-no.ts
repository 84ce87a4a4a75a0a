import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from './language.ts';
import { valueTexts } from './value-texts.ts';

const YES: Text = { fr: 'Oui', en: 'Yes' };
const NO: Text = { fr: 'Non', en: 'No' };

/** Writes a boolean in the reader's language, in the colour that each answer has in its panel. */
export function yesNoMappings(language: Language, colours: { yes: string; no: string }): ValueMapping[] {
  return valueTexts(language, [
    ['true', { title: YES, colour: colours.yes }],
    ['false', { title: NO, colour: colours.no }],
  ]);
}
