import { sql } from 'kysely';

/**
 * Elapsed seconds from a ticket's creation to its resolution, on `tickets`. A resolution before the creation (clock skew) took no
 * time; a ticket without either date has no time to resolve.
 */
export const resolutionSeconds = sql<number | null>`
  case when tickets.resolved_at < tickets.created_at then 0
       else date_part('epoch', tickets.resolved_at - tickets.created_at) end`;
