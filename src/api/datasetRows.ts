import { getBackendSrv, isFetchError } from '@grafana/runtime';

import { DATASOURCE_UID } from '../constants';

/** A row of a dataset by the names of its columns. */
export type Row = Record<string, unknown>;

/** Something about the answer that the reader should know, e.g. that the database is down and how old the rows are. */
export interface RowsNotice {
  severity: 'info' | 'warning' | 'error';
  text: string;
}

export interface DatasetRows<T> {
  rows: T[];
  notices: RowsNotice[];
}

interface QueryAnswer {
  results: {
    A: {
      frames?: Array<{
        schema?: { fields: Array<{ name: string }>; meta?: { notices?: RowsNotice[] } };
        data?: { values: unknown[][] };
      }>;
    };
  };
}

const DAY_MS = 86_400_000;

/**
 * Asks for a dataset through Grafana, as a panel does. The range is the last day; datasets that look at no range ignore it.
 *
 * @throws what Grafana's HTTP client throws, or an `Error` with the data source's sentence
 */
export async function fetchRows<T extends Row>(dataset: string, params: Row = {}): Promise<DatasetRows<T>> {
  const now = Date.now();
  const query = { refId: 'A', datasource: { uid: DATASOURCE_UID }, dataset, params };
  const { results } = await getBackendSrv()
    .post<QueryAnswer>(
      '/api/ds/query',
      { queries: [query], from: String(now - DAY_MS), to: String(now) },
      { showErrorAlert: false }
    )
    .catch(throwQueryError);
  const [frame] = results.A.frames ?? [];
  const fields = frame?.schema?.fields ?? [];
  const values = frame?.data?.values ?? [];
  const rows = (values[0] ?? []).map(
    (_, row) => Object.fromEntries(fields.map(({ name }, column) => [name, values[column]?.[row]])) as T
  );
  return { rows, notices: frame?.schema?.meta?.notices ?? [] };
}

/** Grafana puts what the data source says of a failed query inside of its answer. */
function throwQueryError(failure: unknown): never {
  const sentence = isFetchError(failure) && Object(failure.data).results?.A?.error;
  throw sentence ? new Error(sentence) : failure;
}
