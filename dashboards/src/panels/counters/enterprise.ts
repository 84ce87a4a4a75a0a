import { PanelBuilder, TextMode } from '@grafana/grafana-foundation-sdk/text';

/** The name of the enterprise as a big title: the value of the variable, whose choices are what the caller may see. */
export function enterpriseTitle(): PanelBuilder {
  return new PanelBuilder()
    .transparent(true)
    .mode(TextMode.HTML)
    .content('<h1 style="font-size: 44px; margin: 0">${enterprise:html}</h1>');
}
