import { FRENCH_FRANCE, initPluginTranslations } from '@grafana/i18n';
import i18next from 'i18next';

/**
 * Gives a plugin its French texts, in a Grafana that speaks French.
 *
 * @param id - of the plugin
 * @param texts - its dictionary
 */
export async function speakFrench(id: string, texts: object): Promise<void> {
  // Makes the instance that Grafana would have made, in English, for which Grafana 13 loads no texts.
  await initPluginTranslations(id);
  // Before the language: one without any text is not taken.
  i18next.addResourceBundle(FRENCH_FRANCE, id, texts);
  await i18next.changeLanguage(FRENCH_FRANCE);
}
