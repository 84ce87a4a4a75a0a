import { sql } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { displayText, fold } from '../../domain/text/text.ts';
import type { StoreDatabase } from '../schema.ts';
import { activeTickets, visibleCustomers } from '../visible.ts';

/** A client as a connection names it, and its active tickets. */
export interface ClientCount {
  client: string;
  connection: string;
  open: number;
  pending: number;
}

/**
 * Clients of the visible connections, those without any ticket included, by folded name, then connection.
 * Spellings of one connection that fold alike are one client, under the name its customer list gives it.
 */
export async function countByClient(db: StoreDatabase, access: Access): Promise<ClientCount[]> {
  const rows = await visibleCustomers(db, access)
    .select(['customers.connection', 'customers.name', sql<number>`0`.as('open'), sql<number>`0`.as('pending')])
    .where('customers.name', 'is not', null)
    .unionAll(
      activeTickets(db, access)
        .where('tickets.customer_name', 'is not', null)
        .groupBy(['tickets.connection', 'tickets.customer_name'])
        .select([
          'tickets.connection',
          'tickets.customer_name as name',
          sql<number>`count(*) filter (where tickets.status_class = 'open')`.as('open'),
          sql<number>`count(*) filter (where tickets.status_class = 'pending')`.as('pending'),
        ])
    )
    .execute();

  const clients = new Map<string, ClientCount>();
  for (const { connection, name, open, pending } of rows) {
    const client = displayText(name);
    if (client !== null) {
      const key = `${fold(client)}\n${connection}`;
      const known = clients.get(key) ?? { client, connection, open: 0, pending: 0 };
      clients.set(key, { ...known, open: known.open + open, pending: known.pending + pending });
    }
  }
  return [...clients].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, client]) => client);
}
