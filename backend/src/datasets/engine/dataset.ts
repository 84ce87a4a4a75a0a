import type { CountersSource } from '../../counters/connection/source.ts';
import type { Access, Scope } from '../../domain/access/access.ts';
import type { Clock } from '../../domain/clock/clock.ts';
import type { VigieError } from '../../domain/errors.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { Language, LocalizedText } from '../../domain/tickets/labels.ts';
import type { AppUrls } from '../../domain/tickets/links.ts';
import type { LastGood } from '../../liveness/last-good.ts';
import type { Load } from '../../load/load.ts';
import type { Operation } from '../../operation/operation.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import type { Tracing } from '../../tracing/tracing.ts';
import type { AnswerCache } from './answers/answer-cache.ts';
import type { Parameter, ParameterValues } from './parameters/parameters.ts';
import type { NotedRows } from './rows.ts';

export type { LocalizedText };

export type ColumnType = 'string' | 'number' | 'boolean' | 'time';

export interface Column {
  type: ColumnType;
  title: LocalizedText;
  /** Grafana unit id, e.g. `s`, `short`, `percent` (0–100), `percentunit` (0–1). */
  unit?: string;
}

type ColumnValue<T extends ColumnType> = T extends 'string'
  ? string
  : T extends 'number'
    ? number
    : T extends 'boolean'
      ? boolean
      : Date;

/** A row of a dataset: one value or null a column. */
export type Row<C extends Record<string, Column>> = { [K in keyof C]: ColumnValue<C[K]['type']> | null };

/** What the datasets read from; made once at start. */
export interface DatasetServices extends AppUrls {
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  /** The shop visitor counters; absent: they are off. */
  counters?: CountersSource;
  /** Keeps rows until the next reading; absent: every query reads the store (the bench, tests). */
  answers?: AnswerCache;
  /** Keeps answers for an outage of the store; absent: an outage is an error (the command line, tests). */
  lastAnswers?: LastGood<VigieError>;
  /** Gives each caller a share of the work; absent: everything is done at once (the command line, tests). */
  load?: Load;
  /** What this process knows of its own work; absent: nothing is noted (the command line, tests). */
  operation?: Operation;
  /** Records each query; absent: nothing does. */
  tracing?: Tracing;
  /** The store under a signal that ends its statements; absent: they are never ended. */
  dbUnder?: (signal: AbortSignal) => StoreDatabase;
}

/** One query's surroundings. */
export interface DatasetContext extends DatasetServices {
  access: Access;
  /** "Now" of this query, taken once from the business clock so that all its figures agree. */
  now: Date;
  range: { from: Date; to: Date };
  /** IANA name. */
  timezone: string;
  maxDataPoints: number;
  /** Of sentences that stand in rows. */
  language: Language;
  /** Aborted when nobody waits for the answer any more, or it takes too long; ends the statements of `db` and `counters`. */
  signal: AbortSignal;
}

/**
 * Where a dataset's rows come from: decides whose age the frame carries.
 * `tickets` and `alerts` are the resources of the upstream connections, `counters` is the counters database;
 * `none` is Vigie itself; `process` is what this process knows by itself: it is answered however the store and the counters are.
 */
export type DatasetOrigin = 'tickets' | 'alerts' | 'counters' | 'none' | 'process';

/** The part of a dataset that a client company may see of its own tickets; what is not named stays the company's. */
export interface ClientView {
  /** The other columns are not there. */
  columns: readonly string[];
  /** Those it has, of some with choices only some; the others could tell what the columns do not. */
  parameters: Readonly<Record<string, true | readonly string[]>>;
}

/**
 * A dataset of the catalogue: a name, typed parameters, typed columns and how to read the rows.
 * One file a dataset, in `definitions/`, found by the catalogue by itself.
 */
export interface Dataset<
  P extends Record<string, Parameter> = Record<string, Parameter>,
  C extends Record<string, Column> = Record<string, Column>,
> {
  /** e.g. `tickets.by_client`; the file is `by-client.ts` in `definitions/tickets/` or a folder of it. */
  name: string;
  title: LocalizedText;
  description: LocalizedText;
  /** The caller's token must carry one of these. */
  scopes: readonly Scope[];
  origin: DatasetOrigin;
  /** The rows change with the clock alone (ages): they are never kept, or a kept answer would show an old age. */
  usesClock?: boolean;
  /** The rows depend on the panel's range, time zone or width, which are then part of what a kept answer is for. */
  usesRange?: boolean;
  /** The rows hold sentences in the reader's language. */
  usesLanguage?: boolean;
  /** What a query without a range is about: by default the last hour, or the month up to now. */
  defaultRange?: 'month';
  parameters: P;
  columns: C;
  /** What a token that is limited to clients gets of it; absent: it has no meaning for one client, and is refused. */
  forClients?: ClientView;
  /**
   * Reads the rows the caller may see, with notices when there is something to say about them.
   * @throws {VigieError} `parameter_invalid` for a value only the dataset can judge; a database error otherwise.
   */
  read(context: DatasetContext, values: ParameterValues<P>): Promise<Row<C>[] | NotedRows<Row<C>>>;
}

/** Keeps the literal types of parameters and columns, so that `read` is checked against them. */
export function defineDataset<P extends Record<string, Parameter>, C extends Record<string, Column>>(
  dataset: Dataset<P, C>
): Dataset<P, C> {
  return dataset;
}
