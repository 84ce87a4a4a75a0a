import type { DataQueryRequest, DataQueryResponse, DataSourceApi, DataSourceJsonData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import type { Observable } from 'rxjs';

import type { DatasetDescription } from './catalogue';

/** A query as a dashboard or an alert rule stores it. */
export interface VigieQuery extends DataQuery {
  /** Name in the catalogue, e.g. `tickets.latest`; empty: nothing chosen yet, the query is not sent. */
  dataset: string;
  /** Values by parameter name. Texts may hold template variables; parameters of several values hold an array. */
  params: Record<string, unknown>;
  /** The panel shows no legend: figures get their texts in panels too whose legend would list each of them. */
  legendHidden?: boolean;
  /**
   * `h`: durations come in hours, for axes that Grafana divides into round numbers of them; it has no unit whose axis is both round and
   * French. Their texts stay what they are (`2 j 21 h`).
   */
  durationsIn?: 'h';
  /** IANA name, put in when the query is sent and never stored: the reader's time zone, not the author's. */
  timezone?: string;
  /** `fr` or `en`, put in when the query is sent: the reader's, for errors and notices, which Grafana shows as they come. */
  language?: string;
}

/** A dashboard variable's query: a dataset, and the columns its values and labels come from. */
export interface VigieVariableQuery extends VigieQuery {
  valueColumn?: string;
  /** Absent: the values label themselves. */
  textColumn?: string;
}

/** What every viewer of the organisation may read of the settings. */
export interface VigieOptions extends DataSourceJsonData {
  /**
   * Address of the Vigie backend. It stands here and not in `url`, so that Grafana's raw data source proxy,
   * which any viewer may call, leads nowhere.
   */
  backendUrl?: string;
  /** Name expected in the backend's certificate when it differs from the host of `backendUrl`. */
  serverName?: string;
  timeoutSeconds?: number;
  /** The organisation's, e.g. `fr-FR`: for callers that name none, such as alert rules. Absent: English. */
  language?: string;
}

/** Encrypted by Grafana, handed only to the data source's Go part. */
export interface VigieSecureOptions {
  token?: string;
  /** PEM. */
  tlsCACert?: string;
  /** PEM. */
  tlsClientCert?: string;
  /** PEM. */
  tlsClientKey?: string;
}

/** The data source as its editors and its variables see it. The class names them, so they do not name the class. */
export interface DatasetSource extends DataSourceApi<VigieQuery, VigieOptions> {
  query(request: DataQueryRequest<VigieQuery>): Observable<DataQueryResponse>;
  filterQuery(query: VigieQuery): boolean;
  getQueryDisplayText(query: VigieQuery): string;
  /** What this data source's token may query. */
  getDatasets(): Promise<DatasetDescription[]>;
  /** The distinct texts in a column of a dataset with its default parameters. */
  suggestValues(dataset: string, column: string): Promise<string[]>;
  /** The dashboard's variables as they are written in a query, e.g. `$client`. */
  variableReferences(): string[];
}
