import type { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { annotation } from '../elements/annotation.ts';
import type { Language, Text } from '../elements/language.ts';
import { COLOURS } from '../elements/palette.ts';

const OUTAGES: Text = { fr: 'Sources non lues', en: 'Sources not read' };

/** When the sources could not be read: curves stand still meanwhile, and jump when it is over. */
export function outages(language: Language, panels: readonly string[]): AnnotationQueryBuilder {
  return (
    annotation({
      name: OUTAGES[language],
      colour: COLOURS.high,
      dataset: 'tickets.annotations',
      params: { kind: ['source_outage'], language },
      panels,
    })
      // A switch at the top would take a line from a page that fills its screen.
      .hide(true)
  );
}
