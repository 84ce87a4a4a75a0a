import {
  BigValueColorMode,
  BigValueTextMode,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { COLOURS, colourFromOne } from '../palette.ts';
import { query } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { onlyColumns } from '../transformations.ts';
import { COUNT } from '../units.ts';
import { everyRow, stat } from './stat.ts';

/** Title of a queue, large enough to be read from afar. */
export function queueTitle(queue: string): PanelBuilder {
  return byQueue(queue, ['title'])
    .transparent(true)
    .reduceOptions(everyRow('/title/'))
    .textMode(BigValueTextMode.Value)
    .colorMode(BigValueColorMode.None)
    .text(new VizTextDisplayOptionsBuilder().valueSize(36));
}

/** Open and overdue tickets of a queue, with the limit and the clock that make a ticket overdue. */
export function queueTotals(texts: Texts, queue: string): PanelBuilder {
  const { clients, clocks } = texts;
  const limit = texts.language === 'fr-FR' ? 'overdue_after' : 'overdue_after_en';
  return byQueue(queue, ['open', 'overdue', limit, 'clock'])
    .reduceOptions(everyRow())
    .textMode(BigValueTextMode.ValueAndName)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .wideLayout(false)
    .text(new VizTextDisplayOptionsBuilder().titleSize(17).valueSize(60))
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .thresholds(colourFromOne(COLOURS.quiet, COLOURS.critical))
    .overrideByName('open', [
      ...COUNT,
      { id: 'displayName', value: clients.openTickets },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: COLOURS.quiet } },
    ])
    .overrideByName('overdue', [
      ...COUNT,
      { id: 'displayName', value: `${clients.overdueBeyond} \${__data.fields.${limit}} (\${__data.fields.clock})` },
    ])
    .overrideByName('clock', [
      {
        id: 'mappings',
        value: [
          {
            type: MappingType.ValueToText,
            options: { calendar: { text: clocks.calendar }, business: { text: clocks.business } },
          },
        ],
      },
    ]);
}

/** @param queue - id of the queue, or a variable */
function byQueue(queue: string, columns: string[]): PanelBuilder {
  return stat()
    .withTarget(query('tickets.by_queue', { queue }))
    .withTransformation(onlyColumns(columns))
    .orientation(VizOrientation.Vertical);
}
