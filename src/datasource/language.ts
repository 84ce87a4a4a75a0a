import { t } from '@grafana/i18n';
import { pickText, type LocalizedText } from '../shared/localizedText';

/** The text the backend sent, in the language of this plugin's dictionary. */
export function localized(text: Partial<LocalizedText> | undefined, fallback = ''): string {
  return pickText(text, t('language', 'en'), fallback);
}
