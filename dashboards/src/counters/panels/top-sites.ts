import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import {
  AxisPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS, fixedColour } from '../../elements/palette.ts';
import { queryWithoutLegend, VIGIE } from '../../elements/query.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  title: { fr: 'Les 10 boutiques qui font le plus d’entrées', en: 'The 10 shops with most entries' },
  description: {
    fr: 'Entrées de la période choisie en haut de la page, par défaut le mois en cours',
    en: 'Entries of the range chosen at the top of the page, by default the current month',
  },
  entries: { fr: 'Entrées', en: 'Entries' },
};

/** The 10 sites with most entries in the range of the page, a bar a site. */
export function topSites(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .title(texts.title)
    .description(texts.description)
    .withTarget(queryWithoutLegend('counters.top_sites', { ...ENTERPRISE, limit: 10 }))
    .withTransformation(onlyColumns(['label', 'entries']))
    .xField('label')
    .orientation(VizOrientation.Vertical)
    .xTickLabelRotation(0)
    .xTickLabelMaxLength(24)
    .showValue(VisibilityMode.Always)
    .text(new VizTextDisplayOptionsBuilder().valueSize(14))
    .barWidth(0.7)
    .barRadius(0.05)
    .fillOpacity(90)
    .lineWidth(0)
    .axisSoftMin(0)
    .legend(new VizLegendOptionsBuilder().showLegend(false))
    .colorScheme(fixedColour(COLOURS.low))
    .overrideByName('entries', [
      ...COUNT,
      { id: 'displayName', value: texts.entries },
      // The bars bear their figures.
      { id: 'custom.axisPlacement', value: AxisPlacement.Hidden },
    ]);
  return named('top-sites', panel);
}
