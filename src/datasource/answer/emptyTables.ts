import type { DataFrame, DataQueryRequest } from '@grafana/data';

import type { VigieQuery } from '../types';

/**
 * Takes the columns out of an answer without any row, when a table asked for it. Grafana's table shows the names of the columns
 * alone as long as there are some, and the panel's "No value" text when there are none: "Aucun compteur à zéro" is the news.
 */
export function withoutEmptyColumns(
  { panelPluginId }: Pick<DataQueryRequest<VigieQuery>, 'panelPluginId'>,
  frames: DataFrame[]
): DataFrame[] {
  return panelPluginId === 'table' && frames.every(({ length }) => length === 0)
    ? frames.map((frame) => ({ ...frame, fields: [] }))
    : frames;
}
