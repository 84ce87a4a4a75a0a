import {
  AnnotationEventFieldMappingBuilder,
  AnnotationEventFieldSource,
  AnnotationPanelFilterBuilder,
  AnnotationQueryBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';

import { panelId } from '../page/panel.ts';
import { query, type QueryParams, VIGIE } from './query.ts';

interface AnnotationOptions {
  /** Beside its switch at the top of the page. */
  name: string;
  colour: string;
  dataset: string;
  params: QueryParams;
  /** Names of the panels whose curves it explains. */
  panels: readonly string[];
}

/** Events that explain a curve, drawn into it and told on hover. Readers switch them off at the top of the page. */
export function annotation({ name, colour, dataset, params, panels }: AnnotationOptions): AnnotationQueryBuilder {
  return (
    new AnnotationQueryBuilder()
      .name(name)
      .datasource(VIGIE)
      .enable(true)
      .hide(false)
      .iconColor(colour)
      .filter(new AnnotationPanelFilterBuilder().exclude(false).ids(panels.map((panel) => panelId(panel))))
      .target(query(dataset, params, { refId: 'Anno' }))
      // Grafana looks for the end under another spelling than the dataset has.
      .mappings({
        timeEnd: new AnnotationEventFieldMappingBuilder().source(AnnotationEventFieldSource.Field).value('time_end'),
      })
  );
}
