import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The data source every organisation has, whatever its language or its rights. */
export const VIGIE = { type: 'agitel-vigie-datasource', uid: 'vigie' } satisfies DataSourceRef;

/** Values of a dataset's parameters; what a dataset accepts stands in `GET /v1/datasets`. */
export type QueryParams = Record<string, string | number | boolean | readonly string[]>;

/** A query as the data source stores it in a dashboard. */
interface VigieQuery extends Dataquery {
  datasource: DataSourceRef;
  refId: string;
  dataset: string;
  params: QueryParams;
  durationsIn?: 'h';
}

/**
 * A query of a panel.
 *
 * @param dataset - name in the backend's catalogue, e.g. `tickets.latest`
 * @param params - only what differs from the dataset's defaults
 * @param refId - tells the queries of one panel apart
 * @param durationsIn - hours in the place of seconds, for axes
 */
export function query(
  dataset: string,
  params: QueryParams = {},
  { refId = 'A', durationsIn }: Partial<Pick<VigieQuery, 'refId' | 'durationsIn'>> = {}
): Builder<Dataquery> {
  // The SDK marks queries with this method; it disappears in JSON.
  return {
    build: (): VigieQuery => ({
      datasource: VIGIE,
      refId,
      dataset,
      params,
      ...(durationsIn && { durationsIn }),
      _implementsDataqueryVariant() {},
    }),
  };
}
