import {
  BigValueColorMode,
  BigValueTextMode,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import type { Language, Text } from '../../elements/language.ts';
import { colourFromOne, COLOURS } from '../../elements/palette.ts';
import { query, type QueryParams } from '../../elements/query.ts';
import { oneValue, stat } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT, DURATION } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

/** What is counted; red from one on where it alarms. */
const COUNTS = {
  open: { params: { class: 'open' }, colour: COLOURS.quiet, title: { fr: 'Ouverts', en: 'Open' } },
  pending: { params: { class: 'pending' }, colour: COLOURS.quiet, title: { fr: 'En attente', en: 'Pending' } },
  overdue: { params: { overdue: true }, colour: COLOURS.critical, title: { fr: 'En retard', en: 'Overdue' } },
} satisfies Record<string, { params: QueryParams; colour: string; title: Text }>;

const OLDEST: Text = { fr: 'Le plus ancien', en: 'Oldest' };

/** How many tickets of a client `tickets.list` holds. */
export function ticketCount(language: Language, counts: keyof typeof COUNTS, client: string): NamedPanel {
  const { params, colour, title } = COUNTS[counts];
  return named(
    counts,
    figure(title[language], { client, ...params }, 'id', 'count')
      .thresholds(colourFromOne(COLOURS.quiet, colour))
      .overrideByName('id', COUNT)
  );
}

/** Age of a client's oldest open ticket. */
export function oldestAge(language: Language, client: string): NamedPanel {
  return named(
    'oldest-age',
    figure(OLDEST[language], { client, class: 'open' }, 'age_s', 'max')
      .thresholds(colourFromOne(COLOURS.quiet, COLOURS.quiet))
      .text(new VizTextDisplayOptionsBuilder().valueSize(34))
      .noValue('–')
      .overrideByName('age_s', DURATION)
  );
}

function figure(title: string, params: QueryParams, column: string, calculation: string): PanelBuilder {
  return stat()
    .title(title)
    .withTarget(query('tickets.list', { ...params, limit: 10_000 }))
    .withTransformation(onlyColumns([column]))
    .reduceOptions(oneValue(calculation, '/.*/'))
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .text(new VizTextDisplayOptionsBuilder().valueSize(52))
    .noValue('0');
}
