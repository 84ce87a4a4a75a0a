import type { Language } from '../../domain/tickets/labels.ts';
import type { SourceAge } from '../notices/source-age.ts';
import type { ColumnType, Dataset } from './dataset.ts';
import type { AnyRow, Notice } from './rows.ts';

/** A value of a frame: instants are epoch milliseconds. */
type FrameValue = string | number | boolean | null;

/** A frame in the JSON form that Grafana and its plugin SDKs exchange (`data.Frame` of grafana-plugin-sdk-go). */
export interface Frame {
  schema: {
    refId: string;
    name: string;
    meta: {
      custom: { sources: string[]; readAt: string | null; ageSeconds: number | null; state: SourceAge['state'] };
      notices?: { severity: Notice['severity']; text: string }[];
    };
    fields: FrameField[];
  };
  data: { values: FrameValue[][] };
}

export interface FrameField {
  name: string;
  type: ColumnType;
  /** The Go type of the SDK's field; every column may hold null. */
  typeInfo: { frame: string; nullable: true };
  config: { unit?: string };
}

const GO_TYPES: Record<ColumnType, string> = {
  string: 'string',
  number: 'float64',
  boolean: 'bool',
  time: 'time.Time',
};

/**
 * One table frame of an answer's rows. Fields bear the column's name and no display name: that would take the name's
 * place in a dashboard's transformations, and its language is the dashboard's to choose.
 * @param language of the notices, which Grafana shows as they are
 */
export function toFrame(
  refId: string,
  answer: { dataset: Dataset; rows: readonly AnyRow[]; source: SourceAge; notices: readonly Notice[] },
  language: Language
): Frame {
  const { dataset, rows, source, notices } = answer;
  const columns = Object.entries(dataset.columns);
  return {
    schema: {
      refId,
      name: dataset.name,
      meta: {
        custom: { ...source, readAt: source.readAt?.toISOString() ?? null },
        ...(notices.length > 0 && {
          notices: notices.map(({ severity, text }) => ({ severity, text: text[language] })),
        }),
      },
      fields: columns.map(([name, { type, unit }]) => ({
        name,
        type,
        typeInfo: { frame: GO_TYPES[type], nullable: true },
        config: unit === undefined ? {} : { unit },
      })),
    },
    data: { values: columns.map(([name]) => rows.map((row) => frameValue(row[name]))) },
  };
}

function frameValue(value: AnyRow[string] | undefined): FrameValue {
  return value instanceof Date ? value.getTime() : (value ?? null);
}
