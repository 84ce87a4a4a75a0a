import {
  applyFieldOverrides,
  createTheme,
  type DataFrame,
  type FieldConfigSource,
  LoadingState,
  type PanelData,
  type PanelProps,
  toDataFrame,
} from '@grafana/data';

/** When the answers of tests come. */
export const ANSWERED_AT = Date.parse('2026-03-12T09:00:00Z');

/** A column with its values, as a dataset's frame has it. */
export interface TestField {
  name: string;
  type: 'string' | 'number' | 'boolean' | 'time';
  values: unknown[];
  unit?: string;
  /** What an editor chose for the column. */
  custom?: object;
}

/** A frame as the backend answers it, prepared as Grafana does before a panel sees it. */
export function frameOf(
  fields: TestField[],
  { custom, overrides = [] }: { custom?: object; overrides?: FieldConfigSource['overrides'] } = {}
): DataFrame {
  const frame = toDataFrame({
    meta: custom && { custom },
    fields: fields.map(({ unit, custom: chosen, ...field }) => ({
      ...field,
      config: { ...(unit && { unit }), ...(chosen && { custom: chosen }) },
    })),
  });
  const [prepared] = applyFieldOverrides({
    data: [frame],
    fieldConfig: { defaults: {}, overrides },
    replaceVariables: (text) => text,
    theme: createTheme(),
    timeZone: 'Europe/Paris',
  });
  return prepared!;
}

interface Answer {
  state?: LoadingState;
  targets?: Array<{ refId: string }>;
  endTime?: number;
}

/** The data of a panel with these frames. */
export function answerOf(
  series: DataFrame[],
  { state = LoadingState.Done, targets = [{ refId: 'A' }], endTime = ANSWERED_AT }: Answer = {}
): PanelData {
  return { series, state, request: { targets, endTime } } as unknown as PanelData;
}

/** What Grafana hands to a panel; the page has one variable, `$client`. */
export function panelProps<T>(data: PanelData, options: T, client = 'BASH'): PanelProps<T> {
  return {
    data,
    options,
    timeZone: 'Europe/Paris',
    title: '',
    replaceVariables: (text: string) => text.replaceAll('$client', client),
  } as unknown as PanelProps<T>;
}
