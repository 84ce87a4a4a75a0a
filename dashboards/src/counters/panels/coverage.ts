import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import {
  type DataTransformerConfig,
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query, VIGIE } from '../../elements/query.ts';
import { oneValue } from '../../elements/stat.ts';
import { rowsToFields } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  title: { fr: 'Couverture', en: 'Coverage' },
  description: {
    fr: 'Part des journées attendues qui sont arrivées, sur la période choisie',
    en: 'Share of the expected days that arrived, over the chosen range',
  },
};

const DAYS = ['counted', 'zero', 'no_data'] as const;

/** Share of the expected site-days that arrived, an enterprise a bar: (counted + zero) ÷ (counted + zero + no data). */
export function coverage(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('counters.coverage', ENTERPRISE))
    .withTransformation({
      id: 'groupBy',
      options: {
        fields: {
          enterprise: { operation: 'groupby', aggregations: [] },
          ...Object.fromEntries(DAYS.map((name) => [name, { operation: 'aggregate', aggregations: ['sum'] }])),
        },
      },
    })
    .withTransformation(calculated('arrived', 'counted (sum)', '+', 'zero (sum)'))
    .withTransformation(calculated('expected', 'arrived', '+', 'no_data (sum)'))
    .withTransformation(calculated('covered', 'arrived', '/', 'expected'))
    // A bar is named after its field.
    .withTransformation(
      rowsToFields(['enterprise', ...DAYS.map((name) => `${name} (sum)`), 'arrived', 'expected', 'covered'], {
        enterprise: 'field.name',
        covered: 'field.value',
      })
    )
    .reduceOptions(oneValue('lastNotNull'))
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

function calculated(alias: string, left: string, operator: string, right: string): DataTransformerConfig {
  const byName = (name: string) => ({ matcher: { id: 'byName', options: name } });
  return {
    id: 'calculateField',
    options: { mode: 'binary', alias, binary: { left: byName(left), operator, right: byName(right) } },
  };
}
