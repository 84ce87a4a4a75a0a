/*
 * Pieces of Grafana's alert templates (Go's text/template with Prometheus' functions): what the annotations of one
 * instance can say about its labels and values. Annotations are not searched for environment variables, so `$` is safe.
 */

/** A label without outer spaces: names come from the counters database as they were typed. */
export function trimmed(label: string): string {
  return String.raw`{{ reReplaceAll "^\\s+|\\s+$" "" $labels.${label} }}`;
}

/** The value of a query that gives a day as seconds of its midnight in UTC, as `22/07/2024`. */
export function judgedDay(refId: string): string {
  return `{{ (toTime $values.${refId}.Value).Format "02/01/2006" }}`;
}
