import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

import type { Language, Text } from '../../elements/language.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const DESCRIPTION: Text = {
  fr: 'L’entreprise dont cette page montre les compteurs',
  en: 'The enterprise whose counters this page shows',
};

/** The name of the enterprise as a big title: the value of the variable, whose choices are what the caller may see. */
export function enterpriseTitle(language: Language): NamedPanel {
  const panel = new PanelBuilder()
    .description(DESCRIPTION[language])
    .transparent(true)
    .mode(TextMode.HTML)
    .content('<h1 style="font-size: 44px; margin: 0">${enterprise:html}</h1>');
  return named('enterprise', panel);
}
