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
import {
  type DynamicConfigValue,
  FieldColorBuilder,
  FieldColorModeId,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { pageUrl } from '../pages.ts';
import { COLOURS, colourFromOne } from '../palette.ts';
import { query, VIGIE } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { onlyColumns, rowsToFields } from '../transformations.ts';
import { COUNT } from '../units.ts';
import { everyRow, oneValue, stat } from './stat.ts';

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
export function clientBars(texts: Texts, queue: string): BarGaugeBuilder {
  const panel = new BarGaugeBuilder()
    .datasource(VIGIE)
    .title(texts.clients.volume)
    .description(texts.clients.volumeDescription)
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
      { id: 'displayName', value: isOthers ? texts.clients.others : '${__field.name}' },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: colour } },
      ...(isOthers ? [] : [clientLink(texts, '${__field.name:percentencode}')]),
    ]);
  }
  return panel;
}

/** A cell a client, beside {@link clientBars} and in the same order: its open tickets. */
export function clientOpen(texts: Texts, queue: string): StatBuilder {
  return clientCells(queue, 'open').title(texts.clients.open).colorMode(BigValueColorMode.None);
}

/** A cell a client, likewise: how many of them are overdue. */
export function clientOverdue(texts: Texts, queue: string): StatBuilder {
  return clientCells(queue, 'overdue')
    .title(texts.clients.overdue)
    .description(texts.clients.overdueDescription)
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

/** A link to the client page. */
export function clientLink(texts: Texts, client: string): DynamicConfigValue {
  return { id: 'links', value: [{ title: texts.clients.toClient, url: pageUrl('client', `var-client=${client}`) }] };
}
