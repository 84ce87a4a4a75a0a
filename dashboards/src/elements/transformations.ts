import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';

/** Leaves only these columns. Panels' own choices of fields go by display name, which depends on the language. */
export function onlyColumns(names: readonly string[]): DataTransformerConfig {
  return { id: 'filterFieldsByName', options: { include: { names } } };
}

/** Leaves only these columns, in this order. */
export function chosenColumns(names: readonly string[]): DataTransformerConfig {
  return {
    id: 'organize',
    options: {
      includeByName: Object.fromEntries(names.map((name) => [name, true])),
      indexByName: Object.fromEntries(names.map((name, index) => [name, index])),
    },
  };
}

/** Orders the rows by a column. */
export function sortedBy(field: string, desc?: boolean): DataTransformerConfig {
  return { id: 'sortBy', options: { sort: [{ field, ...(desc === undefined ? {} : { desc }) }] } };
}
