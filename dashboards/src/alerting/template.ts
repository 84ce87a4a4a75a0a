/*
 * Pieces of Grafana's alert templates (Go's text/template with Prometheus' functions): what the annotations of one
 * instance can say about its labels and values. Annotations are not searched for environment variables, so `$` is safe.
 */

/** A label without outer spaces: names come from the counters database as they were typed. */
export function trimmed(label: string): string {
  return String.raw`{{ reReplaceAll "^\\s+|\\s+$" "" $labels.${label} }}`;
}

/**
 * The value of a query that gives a day as seconds of its midnight in UTC.
 *
 * @param layout - how Go would write 2 January 2006
 */
export function judgedDay(refId: string, layout: string): string {
  return `{{ (toTime $values.${refId}.Value).Format "${layout}" }}`;
}

/** The code of a shop and its city, where it has one: `001, Paris`. */
export const SHOP_PLACE =
  trimmed('code') + String.raw`{{ with reReplaceAll "^\\s+|\\s+$" "" $labels.city }}, {{ . }}{{ end }}`;

/** One text while the value of a query is 0 or more, another one below it. */
export function whilePositive(refId: string, text: string, otherwise: string): string {
  return `{{ if ge $values.${refId}.Value 0.0 }}${text}{{ else }}${otherwise}{{ end }}`;
}

/** The value of a query without decimals. */
export function rounded(refId: string): string {
  return `{{ printf "%.0f" $values.${refId}.Value }}`;
}
