import type { AnnotationQueryBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { annotation } from '../elements/annotation.ts';
import type { Language, Text } from '../elements/language.ts';
import { COLOURS } from '../elements/palette.ts';
import { overTimePanel } from './panels/over-time.ts';

const REPORTS: Text = { fr: 'Rapports envoyés', en: 'Reports sent' };

/** When reports were sent: hundreds of them drawn one after the other show in the memory and in the waits. */
export function reportsSent(language: Language): AnnotationQueryBuilder {
  return (
    annotation({
      name: REPORTS[language],
      colour: COLOURS.low,
      dataset: 'reports.annotations',
      params: { language },
      panels: [overTimePanel('waits'), overTimePanel('memory')],
    })
      // A switch at the top would take a line from a page that fills its screen.
      .hide(true)
  );
}
