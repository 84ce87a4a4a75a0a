import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from '../../../elements/language.ts';
import { valueTexts } from '../../../elements/value-texts.ts';

/** From Monday on. */
const WEEKDAYS: Text[] = [
  { fr: 'lundi', en: 'Monday' },
  { fr: 'mardi', en: 'Tuesday' },
  { fr: 'mercredi', en: 'Wednesday' },
  { fr: 'jeudi', en: 'Thursday' },
  { fr: 'vendredi', en: 'Friday' },
  { fr: 'samedi', en: 'Saturday' },
  { fr: 'dimanche', en: 'Sunday' },
];

/** Names in the place of the numbers of `weekday`: Monday is 1, Sunday is 7. */
export function weekdayNames(language: Language): DynamicConfigValue {
  return {
    id: 'mappings',
    value: valueTexts(
      language,
      WEEKDAYS.map((title, index) => [index + 1, { title }] as const)
    ),
  };
}
