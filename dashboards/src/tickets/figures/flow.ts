import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query, VIGIE } from '../../elements/query.ts';
import { legend, seriesLook, tooltip } from '../../elements/time-series.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Tickets créés et résolus par jour', en: 'Created and resolved per day' },
  description: {
    fr: 'Jours du calendrier de l’organisation, tickets d’Atera ; un ticket compte le jour de sa création et le jour de sa résolution',
    en: 'Calendar days of the organisation, tickets of Atera; a ticket counts on the day of its creation and on that of its resolution',
  },
  created: { fr: 'Créés', en: 'Created' },
  resolved: { fr: 'Résolus', en: 'Resolved' },
};

/** Tickets created and resolved on each day, side by side. */
export function flow(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'flow',
    new PanelBuilder()
      .datasource(VIGIE)
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('tickets.flow', { source: 'atera' }))
      .xField('day')
      .xTickLabelSpacing(100)
      .xTickLabelMaxLength(10)
      .showValue(VisibilityMode.Never)
      .groupWidth(0.8)
      .fillOpacity(90)
      .lineWidth(0)
      .legend(legend())
      .tooltip(tooltip())
      .overrideByName('day', [{ id: 'unit', value: 'time:DD/MM' }])
      .overrideByName('created', seriesLook(texts.created, COLOURS.high))
      .overrideByName('resolved', seriesLook(texts.resolved, COLOURS.good))
  );
}
