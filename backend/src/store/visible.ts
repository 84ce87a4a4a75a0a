import { type RawBuilder, type SelectQueryBuilder, sql, type SqlBool } from 'kysely';

import type { Access } from '../domain/access/access.ts';
import type { StoreDatabase, StoreSchema } from './schema.ts';

/*
 * What a caller may see. Every read of a table that belongs to connections starts here, so that none can forget the
 * limits of the token.
 */

type Table =
  | 'tickets'
  | 'alerts'
  | 'customers'
  | 'source_states'
  | 'source_gaps'
  | 'snapshots'
  | 'snapshot_counts'
  | 'ticket_days';
type Visible<T extends Table> = SelectQueryBuilder<StoreSchema, T, object>;

/** What a token that is limited to clients may see of a table: rows of its clients, all of its connections', or none. */
const FOR_CLIENTS: Record<Table, 'own' | 'all' | 'none'> = {
  tickets: 'own',
  snapshot_counts: 'own',
  ticket_days: 'own',
  // Moments alone.
  snapshots: 'all',
  alerts: 'none',
  customers: 'none',
  source_states: 'none',
  source_gaps: 'none',
};

/**
 * A condition that holds for the rows a caller may see: of their connections and clients, and only with a scope that is about tickets.
 * Datasets check scopes too; here it keeps the states and findings of the MSP's accounts from the token of a tenant.
 */
function isVisible(access: Access, table: Table, forClients = FOR_CLIENTS[table]): RawBuilder<SqlBool> {
  if (!access.scopes.some((scope) => scope === 'tickets:read' || scope === 'admin')) {
    return sql<SqlBool>`false`;
  }
  const ofConnections =
    access.connections === 'all'
      ? sql<SqlBool>`true`
      : sql<SqlBool>`${sql.ref(`${table}.connection`)} = any(${[...access.connections]})`;
  if (access.clients === 'all' || forClients === 'all') {
    return ofConnections;
  }
  return forClients === 'none'
    ? sql<SqlBool>`false`
    : sql<SqlBool>`${ofConnections} and ${sql.ref(`${table}.client`)} = any(${[...access.clients]})`;
}

/** Tickets that exist upstream, of every class. */
export function visibleTickets(db: StoreDatabase, access: Access): Visible<'tickets'> {
  return db.selectFrom('tickets').where('tickets.gone_at', 'is', null).where(isVisible(access, 'tickets'));
}

/** Open and pending tickets: few, and served by the index `tickets_active`, whose condition these literals repeat. */
export function activeTickets(db: StoreDatabase, access: Access): Visible<'tickets'> {
  return visibleTickets(db, access).where(isActive);
}

/**
 * Open and pending tickets of Atera: what the board "Tableau de bord" counts and lists. Odoo's leads have neither impact
 * nor response times; they stand beside these on the clients' pages.
 */
export function activeAteraTickets(db: StoreDatabase, access: Access): Visible<'tickets'> {
  return activeTickets(db, access).where('tickets.source', '=', 'atera');
}

const isActive = sql<SqlBool>`tickets.status_class in ('open', 'pending')`;

/** Open alerts. */
export function visibleAlerts(db: StoreDatabase, access: Access): Visible<'alerts'> {
  return db.selectFrom('alerts').where(isVisible(access, 'alerts'));
}

export function visibleCustomers(db: StoreDatabase, access: Access): Visible<'customers'> {
  return db.selectFrom('customers').where(isVisible(access, 'customers'));
}

export function visibleSourceGaps(db: StoreDatabase, access: Access): Visible<'source_gaps'> {
  return db.selectFrom('source_gaps').where(isVisible(access, 'source_gaps'));
}

export function visibleSourceStates(db: StoreDatabase, access: Access): Visible<'source_states'> {
  return db.selectFrom('source_states').where(isVisible(access, 'source_states'));
}

/** When the tickets were read, for the age of figures; a token that is limited to clients must not learn of which accounts. */
export function visibleReadings(db: StoreDatabase, access: Access): Visible<'source_states'> {
  return db.selectFrom('source_states').where(isVisible(access, 'source_states', 'all'));
}

/** Moments of which a picture of the board is kept. */
export function visibleSnapshots(db: StoreDatabase, access: Access): Visible<'snapshots'> {
  return db.selectFrom('snapshots').where(isVisible(access, 'snapshots'));
}

/** What the pictures hold. */
export function visibleSnapshotCounts(db: StoreDatabase, access: Access): Visible<'snapshot_counts'> {
  return db.selectFrom('snapshot_counts').where(isVisible(access, 'snapshot_counts'));
}

/** Kept figures of each day. */
export function visibleTicketDays(db: StoreDatabase, access: Access): Visible<'ticket_days'> {
  return db.selectFrom('ticket_days').where(isVisible(access, 'ticket_days'));
}
