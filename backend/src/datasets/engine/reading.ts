import type { Access } from '../../domain/access/access.ts';
import type { Language } from '../../domain/tickets/labels.ts';
import type { SourceReadingRow } from '../../store/schema.ts';
import type { SourceAge } from '../notices/source-age.ts';
import type { Dataset, DatasetContext, DatasetServices } from './dataset.ts';
import type { CheckedValues } from './parameters/check-parameters.ts';
import type { AnyRow, Notice } from './rows.ts';

export interface DatasetRequest {
  dataset: string;
  params?: unknown;
  from?: number;
  to?: number;
  /** IANA name; absent, empty or unknown: the time zone of the rules. */
  timezone?: string;
  maxDataPoints?: number;
  /** Of notices, errors and sentences in rows, which Grafana shows as they are; absent: English. */
  language?: Language;
}

/** Rows of a dataset, how old they are, and what to say beside them. */
export interface DatasetAnswer {
  dataset: Dataset;
  rows: AnyRow[];
  source: SourceAge;
  notices: Notice[];
  /** True for the last good answer, given since there was no new one. */
  kept: boolean;
}

/** A request found fit to be answered. */
export interface CheckedRequest {
  dataset: Dataset;
  values: CheckedValues;
  context: DatasetContext;
  /** Everything of the request the rows depend on, as a text: equal keys, equal rows. */
  key: string;
  /** An enterprise that is asked for by its name and that the caller may not see; the answer is narrowed to the others. */
  outside: string | undefined;
  /** What the request itself gives reason to say beside its rows. */
  notices: Notice[];
}

/** What a caller's queries share: one "now", and the states of the sources they may see. */

/** What a caller asks for. Times in epoch milliseconds. */
export interface Reading {
  services: DatasetServices;
  access: Access;
  now: Date;
  /** Read once, when they are first needed. */
  states: () => Promise<SourceReadingRow[]>;
  /** Aborted when the caller has gone, or the call takes too long. */
  signal: AbortSignal;
}
