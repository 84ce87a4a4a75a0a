import type { Access } from '../../domain/access/access.ts';
import type { Refusal } from '../../domain/access/refusal.ts';
import { BusyError } from '../../domain/busy-error.ts';
import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { QueryOutcome } from '../../operation/events.ts';
import { asStoreError } from '../../store/driver/failures/store-errors.ts';
import { NO_TRACING } from '../../tracing/tracing.ts';
import type { Catalogue } from './catalogue.ts';
import type { DatasetServices } from './dataset.ts';
import { type Frame, toFrame } from './frames.ts';
import { answer, checkRequest, DEFAULT_LANGUAGE, startReading } from './read.ts';
import type { CheckedRequest, DatasetAnswer, DatasetRequest, Reading } from './reading.ts';

/** One query of a panel. */
export interface QueryRequest extends DatasetRequest {
  refId: string;
  intervalMs?: number;
}

/** What Grafana takes as the result of one query (`backend.DataResponse` of grafana-plugin-sdk-go). */
export interface QueryResult {
  status: number;
  frames: Frame[];
  error?: string;
  /** Whose fault an error is: `plugin` is Vigie's own, `downstream` the query's or the store's. */
  errorSource?: 'plugin' | 'downstream';
}

const INTERNAL: LocalizedText = {
  fr: 'Vigie n’a pas pu répondre à cette requête : une erreur interne, écrite dans son journal.',
  en: 'Vigie could not answer this query: an internal error, written to its log.',
};

/** A call is given up before the data source of Grafana gives it up (30 s), so that its reason is shown. */
const TIME_LIMIT_MS = 25_000;

export interface RunOptions {
  /** Ends the run when the caller has gone: queries that have not begun are not asked, statements that run are ended. */
  signal?: AbortSignal;
  logger?: { error(details: object, message: string): void };
  /** Called for queries that ask for more than the caller may see, whether they fail or are narrowed. */
  onRefusal?: (refusal: Refusal) => void;
}

/**
 * Answers the queries of one call, at once, equal ones with one reading. One that fails fails alone.
 *
 * @throws {BusyError} when every query was refused because the caller, or everybody, asks for too much; the signal's reason when
 *   the caller has gone
 */
export async function runQueries(
  services: DatasetServices,
  catalogue: Catalogue,
  access: Access,
  queries: readonly QueryRequest[],
  options: RunOptions = {}
): Promise<{ results: Record<string, QueryResult> }> {
  const { signal, logger, onRefusal } = options;
  signal?.throwIfAborted();
  using limit = timeLimit(signal);
  const reading = startReading(services, access, limit.signal);
  const answers = new Map<string, Promise<DatasetAnswer>>();
  const refused: BusyError[] = [];

  const runOne = async (query: QueryRequest): Promise<QueryResult> => {
    try {
      const checked = checkRequest(reading, catalogue, query);
      if (checked.outside !== undefined) {
        onRefusal?.({ reason: 'enterprise_outside', dataset: query.dataset, enterprise: checked.outside });
      }
      let answered = answers.get(checked.key);
      if (!answered) {
        answered = measured(reading, checked, signal);
        answers.set(checked.key, answered);
      }
      return { status: 200, frames: [toFrame(query.refId, await answered, query.language ?? DEFAULT_LANGUAGE)] };
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof VigieError && error.refusal !== undefined) {
        onRefusal?.({ ...error.refusal, dataset: query.dataset });
      }
      if (error instanceof BusyError) {
        refused.push(error);
      }
      return failureOf(error, query, logger);
    }
  };

  const results = await Promise.all(queries.map(async (query) => [query.refId, await runOne(query)] as const));
  if (refused[0] !== undefined && refused.length === queries.length) {
    throw refused[0];
  }
  return { results: Object.fromEntries(results) };
}

/** Answers, and tells how that went. */
async function measured(
  reading: Reading,
  checked: CheckedRequest,
  caller: AbortSignal | undefined
): Promise<DatasetAnswer> {
  const { access, services } = reading;
  const { name } = checked.dataset;
  return (services.tracing ?? NO_TRACING).part({ name: `dataset ${name}` }, async (span) => {
    const began = performance.now();
    let outcome: QueryOutcome = 'failed';
    try {
      const answered = await answer(reading, checked);
      outcome = answered.kept ? 'kept' : 'ok';
      span?.set({ 'vigie.rows': answered.rows.length });
      return answered;
    } catch (error) {
      outcome = caller?.aborted ? 'gone' : error instanceof BusyError ? 'refused' : 'failed';
      throw error;
    } finally {
      const seconds = (performance.now() - began) / 1_000;
      services.operation?.events.emit({ kind: 'query', caller: access, subject: name, outcome, seconds });
      span?.set({ 'vigie.outcome': outcome });
    }
  });
}

/** A signal that is aborted with the caller's, and when the time is over. */
function timeLimit(caller: AbortSignal | undefined): { signal: AbortSignal } & Disposable {
  const over = new AbortController();
  const timer = setTimeout(() => {
    const seconds = TIME_LIMIT_MS / 1_000;
    over.abort(
      new VigieError('source_unavailable', {
        fr: `La requête a dépassé ${seconds} secondes et a été arrêtée. Demandez une période plus courte.`,
        en: `The query took longer than ${seconds} seconds and was ended. Ask for a shorter range.`,
      })
    );
  }, TIME_LIMIT_MS).unref();
  return {
    signal: AbortSignal.any([over.signal, ...(caller === undefined ? [] : [caller])]),
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** What the caller gets; an error that nobody foresaw goes into the log, and only its kind leaves the process. */
function failureOf(thrown: unknown, query: QueryRequest, logger: RunOptions['logger']): QueryResult {
  const error = asStoreError(thrown);
  const { language = DEFAULT_LANGUAGE } = query;
  if (!(error instanceof VigieError)) {
    logger?.error({ err: error, refId: query.refId, dataset: query.dataset }, 'query failed');
    return {
      status: 500,
      frames: [],
      error: INTERNAL[language],
      errorSource: 'plugin',
    };
  }
  // Those who are refused in busy times are counted elsewhere, one line a burst.
  if (error.status >= 500 && !(error instanceof BusyError)) {
    logger?.error({ err: error, refId: query.refId, dataset: query.dataset }, 'query failed');
  }
  return { status: error.status, frames: [], error: error.text[language], errorSource: 'downstream' };
}
