import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../../elements/language.ts';
import { query, VIGIE } from '../../elements/query.ts';
import { COUNT, PERCENT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { PRIORITIES } from '../priorities.ts';

const TITLES = {
  open: { fr: 'Tickets ouverts par priorité', en: 'Open tickets by priority' },
  pending: { fr: 'Tickets en attente par priorité', en: 'Pending tickets by priority' },
};

/** Between a priority's name and its percentage; also how the panel recognises its bars, since it chooses fields by display name. */
const SEPARATOR = ' · ';

/**
 * Count and percentage of each priority, a bar a priority in its colour.
 *
 * The rows are split into one frame a priority: only then can each bar have its own colour *and* a name made of two
 * columns. The percentages are the dataset's own, which add up to 100.0.
 */
export function ticketsByPriority(language: Language, ticketClass: keyof typeof TITLES): NamedPanel {
  const panel = new PanelBuilder()
    .datasource(VIGIE)
    .title(TITLES[ticketClass][language])
    .withTarget(query('tickets.by_priority', { class: ticketClass }))
    .withTransformation({
      id: 'partitionByValues',
      options: { fields: ['priority'], keepFields: true, naming: { asLabels: true } },
    })
    .reduceOptions(new ReduceDataOptionsBuilder().values(true).fields(`/${SEPARATOR}/`))
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Gradient)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Top)
    .sizing(BarGaugeSizing.Auto)
    .showUnfilled(true)
    .min(0)
    .text(new VizTextDisplayOptionsBuilder().titleSize(17).valueSize(20))
    .overrideByRegexp('/^percent /', PERCENT);
  for (const [name, { colour, title }] of Object.entries(PRIORITIES)) {
    panel.overrideByName(`count ${name}`, [
      ...COUNT,
      { id: 'displayName', value: `${title[language]}${SEPARATOR}\${__data.fields.percent}` },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
    ]);
  }
  return named(`priorities-${ticketClass}`, panel);
}
