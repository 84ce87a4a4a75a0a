import { type DataFrame, type DataQueryRequest, type Field, FieldType } from '@grafana/data';

import type { VigieQuery } from '../types';

const SECONDS_PER_HOUR = 3600;

/** The frames, with the durations of those queries in hours that ask for hours (`durationsIn`). The unit is then Grafana's `h`. */
export function withDurationsAsked(
  { targets }: Pick<DataQueryRequest<VigieQuery>, 'targets'>,
  frames: DataFrame[]
): DataFrame[] {
  const inHours = new Set(targets.filter(({ durationsIn }) => durationsIn === 'h').map(({ refId }) => refId));
  return frames.map((frame) =>
    frame.refId !== undefined && inHours.has(frame.refId) ? { ...frame, fields: frame.fields.map(asHours) } : frame
  );
}

function asHours(field: Field): Field {
  if (field.type !== FieldType.number || field.config.unit !== 's') {
    return field;
  }
  const values = field.values.map((value: unknown) => (typeof value === 'number' ? value / SECONDS_PER_HOUR : value));
  return { ...field, values, config: { ...field.config, unit: 'h' } };
}
