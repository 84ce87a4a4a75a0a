import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS, fixedColour } from '../../elements/palette.ts';
import { query, VIGIE } from '../../elements/query.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { rowTexts } from '../values/row-texts.ts';

const TEXTS = {
  title: { fr: 'Ancienneté des tickets ouverts', en: 'Age of the open tickets' },
  description: {
    fr: 'Nombre de tickets ouverts par âge depuis la création ; la borne haute est comprise',
    en: 'Open tickets by age since creation; the upper bound is included',
  },
};

/** Open tickets of a client by age: a bar a bucket. */
export function ageing(language: Language, client: string): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'ageing',
    new PanelBuilder()
      .datasource(VIGIE)
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('tickets.ageing', { client }))
      .reduceOptions(new ReduceDataOptionsBuilder().calcs([]).fields('').values(true))
      .orientation(VizOrientation.Vertical)
      .displayMode(BarGaugeDisplayMode.Gradient)
      .valueMode(BarGaugeValueMode.Text)
      .sizing(BarGaugeSizing.Auto)
      .showUnfilled(true)
      .min(0)
      .colorScheme(fixedColour(COLOURS.low))
      .text(new VizTextDisplayOptionsBuilder().titleSize(12).valueSize(28))
      .overrideByName('bucket', rowTexts(language, 'bucket'))
      .overrideByName('count', [...COUNT, { id: 'displayName', value: '${__data.fields.bucket}' }])
  );
}
