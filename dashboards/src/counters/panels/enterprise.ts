import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

import { named, type NamedPanel } from '../../page/panel.ts';

/** The name of the enterprise as a big title: the value of the variable, whose choices are what the caller may see. */
export function enterpriseTitle(): NamedPanel {
  const panel = new PanelBuilder()
    .transparent(true)
    .mode(TextMode.HTML)
    .content('<h1 style="font-size: 44px; margin: 0">${enterprise:html}</h1>');
  return named('enterprise', panel);
}
