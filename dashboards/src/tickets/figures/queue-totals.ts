import {
  BigValueColorMode,
  BigValueTextMode,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { inLanguage, type Language } from '../../elements/language.ts';
import { colourFromOne, COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { everyRow, stat } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';

const TEXTS = {
  open: { fr: 'Ouverts', en: 'Open' },
  /** In front of the limit, e.g. `72 h`. */
  overdueBeyond: { fr: 'En retard : >', en: 'Overdue: >' },
  /** The clocks of the rules. */
  calendar: { fr: 'temps écoulé', en: 'elapsed time' },
  business: { fr: 'horloge ouvrée', en: 'business clock' },
};

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
export function queueTotals(language: Language, queue: string): PanelBuilder {
  const texts = inLanguage(TEXTS, language);
  const limit = language === 'fr' ? 'overdue_after' : 'overdue_after_en';
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
      { id: 'displayName', value: texts.open },
      { id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor: COLOURS.quiet } },
    ])
    .overrideByName('overdue', [
      ...COUNT,
      { id: 'displayName', value: `${texts.overdueBeyond} \${__data.fields.${limit}} (\${__data.fields.clock})` },
    ])
    .overrideByName('clock', [
      {
        id: 'mappings',
        value: [
          {
            type: MappingType.ValueToText,
            options: { calendar: { text: texts.calendar }, business: { text: texts.business } },
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
