import type { QueryResult } from '../datasets/engine/run.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import { CommandError, UsageError } from './terminal/exit.ts';

export type CellValue = string | number | boolean | null;
export type AnswerRow = Record<string, CellValue>;

interface AnswerColumn {
  name: string;
  /** `string`, `number`, `boolean` or `time`. */
  type: string;
  /** Grafana unit id. */
  unit: string | null;
}

/** A dataset's answer as `query --format json` prints it; instants are ISO texts. */
export interface Answer {
  dataset: string;
  columns: AnswerColumn[];
  rows: AnswerRow[];
  source: { readAt: string | null; ageSeconds: number | null; state: string | null };
  /** Warnings that go with the data, e.g. a late source. */
  notices: string[];
}

/**
 * The answer inside one result of `POST /v1/query`.
 * @throws {UsageError} when the query itself was wrong, {@link CommandError} when it failed.
 */
export function readAnswer(dataset: string, result: QueryResult | undefined): Answer {
  if (result === undefined) {
    throw new CommandError(empty(dataset));
  }
  const [frame] = result.frames;
  if (result.error !== undefined || frame === undefined) {
    const { error } = result;
    const text = error === undefined ? empty(dataset) : { fr: error, en: error };
    throw result.status === 400 ? new UsageError(text) : new CommandError(text);
  }
  const { fields, meta } = frame.schema;
  const columns = fields.map(({ name, type, config }) => ({ name, type, unit: config?.unit ?? null }));
  const length = frame.data.values[0]?.length ?? 0;
  const rows = Array.from({ length }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, type }, column) => [name, cell(type, frame.data.values[column]?.[row] ?? null)])
    )
  );
  const { readAt = null, ageSeconds = null, state = null } = meta.custom;
  return {
    dataset,
    columns,
    rows,
    source: { readAt, ageSeconds, state },
    notices: (meta.notices ?? []).map(({ text }) => text),
  };
}

const empty = (dataset: string): LocalizedText => ({
  fr: `La réponse ne contient rien pour ${dataset}.`,
  en: `The answer holds nothing for ${dataset}.`,
});

function cell(type: string, value: unknown): CellValue {
  return type === 'time' && typeof value === 'number' ? new Date(value).toISOString() : (value as CellValue);
}
