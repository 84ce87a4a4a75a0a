import {
  LegendDisplayMode,
  LegendPlacement,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import {
  PanelBuilder,
  PieChartLabels,
  PieChartLegendOptionsBuilder,
  PieChartType,
} from '@grafana/grafana-foundation-sdk/piechart';

import { inLanguage, type Language } from '../../../elements/language.ts';
import { COLOURS } from '../../../elements/palette.ts';
import { query, VIGIE } from '../../../elements/query.ts';
import { everyRow } from '../../../elements/stat.ts';
import { COUNT, PERCENT } from '../../../elements/units.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE } from '../parameters.ts';

const TEXTS = {
  title: { fr: 'État des compteurs', en: 'State of the counters' },
  description: {
    fr: 'Compteurs opérationnels et non opérationnels ; la colonne « Raison » du tableau dit pourquoi',
    en: 'Operational and non-operational counters; the column "Reason" of the table says why',
  },
};

const STATES = {
  operational: { colour: COLOURS.good, title: { fr: 'Opérationnels', en: 'Operational' } },
  not_operational: { colour: COLOURS.high, title: { fr: 'Non opérationnels', en: 'Not operational' } },
};

/** Between a state's name and its figures; also how the panel recognises its slices. */
const SEPARATOR = ' · ';

/**
 * Operational and non-operational counters: count and percentage, the dataset's own, which add up to 100.0.
 * The rows are split into one frame a state, as in the panels of the priorities.
 */
export function status(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('counters.status', ENTERPRISE))
    .withTransformation({
      id: 'partitionByValues',
      options: { fields: ['state'], keepFields: true, naming: { asLabels: true } },
    })
    .reduceOptions(everyRow(`/${SEPARATOR}/`))
    .pieType(PieChartType.Donut)
    .displayLabels([PieChartLabels.Value])
    .legend(
      new PieChartLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .values([])
    )
    .text(new VizTextDisplayOptionsBuilder().titleSize(16))
    .overrideByRegexp('/^percent /', PERCENT);
  for (const [state, { colour, title }] of Object.entries(STATES)) {
    panel.overrideByName(`count ${state}`, [
      ...COUNT,
      {
        id: 'displayName',
        value: `${title[language]}${SEPARATOR}\${__data.fields.count} (\${__data.fields.percent})`,
      },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
    ]);
  }
  return named('status', panel);
}
