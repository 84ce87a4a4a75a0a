import { t } from '@grafana/i18n';

import { type LocalizedText, pickText } from '../../text/localizedText';

/** The language of this plugin's dictionary that Grafana loaded: `fr`, or `en` for everybody else. */
export function dictionaryLanguage(): string {
  return t('language', 'en');
}

/** The text the backend sent, in the language of this plugin's dictionary. */
export function localized(text: Partial<LocalizedText> | undefined, fallback = ''): string {
  return pickText(text, dictionaryLanguage(), fallback);
}
