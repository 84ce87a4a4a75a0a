import { type DynamicConfigValue, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../../../elements/language.ts';

/** From Monday on. */
const WEEKDAYS = {
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
};

/** Names in the place of the numbers of `weekday`: Monday is 1, Sunday is 7. */
export function weekdayNames(language: Language): DynamicConfigValue {
  const options = Object.fromEntries(WEEKDAYS[language].map((text, index) => [index + 1, { text, index }]));
  return { id: 'mappings', value: [{ type: MappingType.ValueToText, options }] };
}
