import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query, VIGIE } from '../../elements/query.ts';
import { everyRow } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  title: { fr: 'Couverture', en: 'Coverage' },
  description: {
    fr: 'Part des journées attendues qui sont arrivées, sur la période choisie',
    en: 'Share of the expected days that arrived, over the chosen range',
  },
};

/** Grafana shows 25 by itself. */
const MOST_BARS = 500;

/** Share of the expected site-days that arrived, an enterprise a bar: (counted + zero) ÷ (counted + zero + no data). */
export function coverage(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('counters.coverage', { ...ENTERPRISE, by: 'enterprise' }))
    .withTransformation(onlyColumns(['enterprise', 'share']))
    .reduceOptions(everyRow().limit(MOST_BARS))
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Left)
    .showUnfilled(true)
    .min(0)
    .max(1)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(
      new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
        { value: null, color: COLOURS.critical },
        { value: 0.9, color: COLOURS.high },
        { value: 0.98, color: COLOURS.good },
      ])
    )
    .unit('percentunit')
    .decimals(1);
  return named('coverage', panel);
}
