import type { LocalizedText } from '../text/localizedText';

export type ParameterType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'date-time';

/** A parameter as the backend describes it. Optional keys are absent when they do not apply. */
export interface ParameterDescription {
  name: string;
  type: ParameterType;
  /** Takes an array of values, any of them. */
  multiple?: boolean;
  required?: boolean;
  title: LocalizedText;
  description?: LocalizedText;
  default?: string | number | boolean;
  /** The only values allowed; absent: free. */
  choices?: Array<{ value: string; title: LocalizedText }>;
  minimum?: number;
  maximum?: number;
  /** Values to offer, taken from a column of another dataset. */
  suggest?: { dataset: string; column: string };
}

export interface ColumnDescription {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'time';
  /** Grafana unit id, e.g. `s`, `percent`. */
  unit?: string;
  nullable?: boolean;
  title: LocalizedText;
}

/** One entry of the backend's answer to `GET /v1/datasets`. */
export interface DatasetDescription {
  name: string;
  title: LocalizedText;
  description?: LocalizedText;
  parameters: ParameterDescription[];
  columns: ColumnDescription[];
}

/** The answer to `GET /v1/datasets`: what this data source's token may query. */
export interface CatalogueAnswer {
  datasets: DatasetDescription[];
}
