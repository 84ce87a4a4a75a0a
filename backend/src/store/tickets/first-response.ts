import { sql } from 'kysely';

/*
 * Seconds between dates: `date_part` computes them as double precision, `extract` as numeric, which costs five times as much.
 */

/**
 * Elapsed seconds from a ticket's creation to the first comment of a technician, on `tickets`. A comment before the
 * creation (clock skew) is an answer at once; a ticket without either date has no response time.
 */
export const firstResponseSeconds = sql<number | null>`
  case when tickets.first_comment_at < tickets.created_at then 0
       else date_part('epoch', tickets.first_comment_at - tickets.created_at) end`;

/** Columns of mean, median and 90th percentile of response times; percentiles interpolate linearly. */
export function responseFigures(seconds: ReturnType<typeof sql<number | null>>) {
  const percentile = (fraction: number) =>
    sql<number | null>`percentile_cont(${sql.lit(fraction)}) within group (order by ${seconds})`;
  return {
    mean: sql<number | null>`avg(${seconds})`,
    median: percentile(0.5),
    p90: percentile(0.9),
  };
}
