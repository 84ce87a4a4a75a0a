import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  BigValueColorMode,
  BigValueTextMode,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { inLanguage, type Language } from '../../elements/language.ts';
import { colourFromOne, COLOURS } from '../../elements/palette.ts';
import { query, VIGIE } from '../../elements/query.ts';
import { everyRow, oneValue, stat } from '../../elements/stat.ts';
import { onlyColumns, rowsToFields } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { pageUrl } from '../addresses.ts';

const TEXTS = {
  volume: { fr: 'Volume', en: 'Volume of tickets' },
  volumeDescription: {
    fr: 'La barre est pleine au seuil haut des règles ; orange et rouge aux seuils des règles. Un clic mène au client.',
    en: 'The bar is full at the high threshold of the rules; orange and red at their thresholds. A click leads to the client.',
  },
  open: { fr: 'Ouverts', en: 'Open' },
  overdue: { fr: 'En retard', en: 'Overdue' },
  overdueDescription: {
    fr: 'Tickets ouverts depuis plus longtemps que la limite du pôle',
    en: 'Tickets open for longer than the limit of the queue',
  },
  /** Everyone who is no big client; the dataset names them in French. */
  others: { fr: 'Autres', en: 'Others' },
  toClient: { fr: 'Voir le client', en: 'Show the client' },
};

/** Colours of the levels of `tickets.by_client`; `none` is "Autres", which has no thresholds. */
const LEVEL_COLOURS = { ok: COLOURS.good, warn: COLOURS.high, high: COLOURS.critical, none: COLOURS.none } as const;

/**
 * A bar a client: its name, and how near its open tickets are to the threshold at which the bar is full.
 *
 * Thresholds may differ from client to client, so each row becomes a field with a maximum of its own, and its level a
 * label that its colour goes by. A click leads to the client's page.
 *
 * @param queue - id of the queue, or a variable
 */
export function clientBars(language: Language, queue: string): BarGaugeBuilder {
  const texts = inLanguage(TEXTS, language);
  const panel = new BarGaugeBuilder()
    .datasource(VIGIE)
    .title(texts.volume)
    .description(texts.volumeDescription)
    .withTarget(query('tickets.by_client', { queue }))
    .withTransformation({
      // The volume is open ÷ threshold up to 1, so this is the number of tickets at which the bar is full.
      id: 'calculateField',
      options: {
        mode: 'binary',
        alias: 'full',
        binary: {
          left: { matcher: { id: 'byName', options: 'open' } },
          operator: '/',
          right: { matcher: { id: 'byName', options: 'volume' } },
        },
      },
    })
    .withTransformation(
      rowsToFields(['client', 'open', 'full', 'level', 'overdue', 'oldest_age_s', 'volume'], {
        client: 'field.name',
        open: 'field.value',
        full: 'max',
        level: 'field.label',
      })
    )
    .reduceOptions(oneValue('lastNotNull'))
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Lcd)
    // Grafana keeps a fifth of the width for a value, so that a full bar would not look full: the count has a cell of its own.
    .valueMode(BarGaugeValueMode.Hidden)
    .namePlacement(BarGaugeNamePlacement.Top)
    .sizing(BarGaugeSizing.Auto)
    .showUnfilled(true)
    // Just above zero: at zero, a client without tickets would have its first cell lit.
    .min(0.001)
    .text(new VizTextDisplayOptionsBuilder().titleSize(25));
  for (const [level, colour] of Object.entries(LEVEL_COLOURS)) {
    const isOthers = level === 'none';
    panel.overrideByRegexp(`/ ${level}$/`, [
      { id: 'displayName', value: isOthers ? texts.others : '${__field.name}' },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
      ...(isOthers
        ? []
        : [
            {
              id: 'links',
              value: [{ title: texts.toClient, url: pageUrl('client', 'var-client=${__field.name:percentencode}') }],
            },
          ]),
    ]);
  }
  return panel;
}

/** A cell a client, beside {@link clientBars} and in the same order: its open tickets. */
export function clientOpen(language: Language, queue: string): StatBuilder {
  return clientCells(queue, 'open').title(TEXTS.open[language]).colorMode(BigValueColorMode.None);
}

/** A cell a client, likewise: how many of them are overdue. */
export function clientOverdue(language: Language, queue: string): StatBuilder {
  const texts = inLanguage(TEXTS, language);
  return clientCells(queue, 'overdue')
    .title(texts.overdue)
    .description(texts.overdueDescription)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(colourFromOne(COLOURS.quiet, COLOURS.critical));
}

function clientCells(queue: string, column: 'open' | 'overdue'): StatBuilder {
  return stat()
    .withTarget(query('tickets.by_client', { queue }))
    .withTransformation(onlyColumns(['client', column]))
    .reduceOptions(everyRow())
    .orientation(VizOrientation.Horizontal)
    .textMode(BigValueTextMode.Value)
    .text(new VizTextDisplayOptionsBuilder().valueSize(40))
    .overrideByName(column, COUNT);
}
