import { type RawBuilder, sql, type SqlBool } from 'kysely';

import type { Access } from '../../domain/access/access.ts';
import { displayText } from '../../domain/text/text.ts';
import type { StoreDatabase, TicketRow } from '../schema.ts';
import { activeTickets } from '../visible.ts';
import { narrowTickets, type Tickets, type TicketScope } from './scope.ts';

/** What a ticket says about who works on it. */
export type TechnicianKey = Pick<TicketRow, 'connection' | 'technician_id' | 'technician_name'>;

/** Technicians of some tickets: told apart by connection and id; several names of one are renames. */
export interface Technicians {
  keys: (TechnicianKey & { open: number; pending: number; tickets: number })[];
  /** The latest name, else the id; null: nobody. */
  nameOf: (key: TechnicianKey) => string | null;
}

export async function readTechnicians(query: Tickets): Promise<Technicians> {
  const keys = await query
    .select([
      'tickets.connection',
      'tickets.technician_id',
      'tickets.technician_name',
      sql<number>`count(*) filter (where tickets.status_class = 'open')`.as('open'),
      sql<number>`count(*) filter (where tickets.status_class = 'pending')`.as('pending'),
      sql<number>`count(*)`.as('tickets'),
    ])
    .groupBy(['tickets.connection', 'tickets.technician_id', 'tickets.technician_name'])
    .orderBy((order) => order.fn.max('tickets.read_at'), 'asc')
    .orderBy((order) => order.fn.max('tickets.external_id'), 'asc')
    .execute();
  const latest = new Map(
    keys.flatMap((key) => {
      const name = displayText(key.technician_name);
      return key.technician_id !== null && name !== null ? [[technicianId(key), name] as const] : [];
    })
  );
  return {
    keys,
    nameOf: (key) =>
      latest.get(technicianId(key)) ??
      displayText(key.technician_name) ??
      (key.technician_id === null ? null : `n° ${key.technician_id}`),
  };
}

/** One technician, whatever names the tickets give. */
function technicianId(key: TechnicianKey): string {
  return JSON.stringify([key.connection, key.technician_id ?? displayText(key.technician_name)]);
}

/** The tickets of one technician. */
export interface TechnicianLoad {
  /** Null: nobody's. */
  name: string | null;
  /** The account of the technician; null: nobody's tickets, of all connections together. */
  connection: string | null;
  open: number;
  pending: number;
  /** Of every class. */
  tickets: number;
}

/** How many active tickets each technician has, in no order. */
export async function technicianLoads(
  db: StoreDatabase,
  access: Access,
  scope: TicketScope
): Promise<TechnicianLoad[]> {
  const active = activeTickets(db, access);
  // The latest name may stand on a ticket outside of the scope.
  const [{ nameOf }, { keys }] = await Promise.all([
    readTechnicians(active),
    readTechnicians(await narrowTickets(active, scope)),
  ]);
  return loadsOf(keys, nameOf);
}

/** Adds up what {@link readTechnicians} found by technician, in no order. */
export function loadsOf(keys: Technicians['keys'], nameOf: Technicians['nameOf']): TechnicianLoad[] {
  const loads = new Map<string, TechnicianLoad>();
  for (const { open, pending, tickets, ...key } of keys) {
    const name = nameOf(key);
    const id = name === null ? NOBODY : technicianId(key);
    const load = loads.get(id) ?? {
      ...{ name, connection: name === null ? null : key.connection },
      ...{ open: 0, pending: 0, tickets: 0 },
    };
    loads.set(id, {
      ...load,
      open: load.open + open,
      pending: load.pending + pending,
      tickets: load.tickets + tickets,
    });
  }
  return [...loads.values()];
}

const NOBODY = '';

/** A condition on `tickets`: worked on by one of these. */
export function isWorkedOnBy(keys: readonly TechnicianKey[]): RawBuilder<SqlBool> {
  const columns = [
    keys.map((key) => key.connection),
    keys.map((key) => key.technician_id),
    keys.map((key) => key.technician_name),
  ] as const;
  return sql<SqlBool>`exists (
    select from unnest(${columns[0]}::text[], ${columns[1]}::bigint[], ${columns[2]}::text[]) as wanted (connection, id, name)
    where wanted.connection = tickets.connection
      and wanted.id is not distinct from tickets.technician_id
      and wanted.name is not distinct from tickets.technician_name)`;
}
