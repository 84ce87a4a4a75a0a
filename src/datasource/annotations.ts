import { AnnotationEventFieldSource, type AnnotationQuery, type AnnotationSupport } from '@grafana/data';

import type { VigieQuery } from './types';

/**
 * Annotations of dashboards are queries like any other, written in the same editor: each row of a dataset with the columns
 * `time`, `time_end`, `title`, `text` and `tags` is an event.
 */
export const ANNOTATIONS: AnnotationSupport<VigieQuery> = {
  /** Grafana looks for the end under its own spelling, `timeEnd`, which no column of ours has. */
  prepareAnnotation(annotation: AnnotationQuery<VigieQuery>): AnnotationQuery<VigieQuery> {
    const { mappings } = annotation;
    // The same object, where there is nothing to add: the editor takes another one for a change.
    return mappings?.timeEnd === undefined
      ? { ...annotation, mappings: { ...mappings, timeEnd: TIME_END } }
      : annotation;
  },
  /** One that is being written is not sent. */
  prepareQuery: ({ target }) => (target?.dataset ? target : undefined),
};

const TIME_END = { source: AnnotationEventFieldSource.Field, value: 'time_end' };
