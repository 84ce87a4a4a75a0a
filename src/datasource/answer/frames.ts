import type { DataFrame, MetricFindValue } from '@grafana/data';

/** The rows of the named columns over all frames; a column that is not there yields `undefined`. */
function rowsOf(frames: DataFrame[], columns: string[]): unknown[][] {
  return frames.flatMap((frame) => {
    const fields = columns.map((column) => frame.fields.find((field) => field.name === column));
    return Array.from({ length: frame.length }, (_, row) => fields.map((field) => field?.values[row]));
  });
}

function isFilled(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

/** The distinct non-empty values of a column as texts, in the order of the rows. */
export function distinctTexts(frames: DataFrame[], column: string): string[] {
  return [...new Set(rowsOf(frames, [column]).flat().filter(isFilled).map(String))];
}

/**
 * A variable's choices: one for each distinct value, labelled by the text column of its first row.
 *
 * @param valueColumn - absent: the first column of each frame
 */
export function toVariableValues(frames: DataFrame[], valueColumn?: string, textColumn?: string): MetricFindValue[] {
  const choices = new Map<string, MetricFindValue>();
  for (const frame of frames) {
    const column = valueColumn ?? frame.fields[0]?.name ?? '';
    for (const [value, text] of rowsOf([frame], [column, textColumn ?? column])) {
      if (isFilled(value) && !choices.has(String(value))) {
        choices.set(String(value), { value: String(value), text: String(isFilled(text) ? text : value) });
      }
    }
  }
  return [...choices.values()];
}
