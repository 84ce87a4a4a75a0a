import { buildAlert, buildTicket } from './build.ts';
import { alertStatus, foldStatus, isActive, latestInstant, showsInLastModified } from './rules.ts';
import { ateraDate } from './time.ts';
import type { AlertStatus, SimAlert, SimCustomer, SimTicket } from './types.ts';

/** The data an account starts with. */
export interface AteraData {
  tickets: readonly SimTicket[];
  alerts: readonly SimAlert[];
  customers: readonly SimCustomer[];
}

/** Ids that a generated or empty account starts with. */
export const FIRST_TICKET_ID = 4001;
export const FIRST_ALERT_ID = 70_001;

/**
 * The state of a simulated Atera account. Everything that changes a ticket goes through here, so that the moment of its last
 * change, which the API only reveals through `lastmodified`, is always right. Single objects handed out are copies;
 * lists are views to read only.
 */
export class AteraWorld {
  readonly now: () => Date;
  readonly #tickets = new Map<number, SimTicket>();
  readonly #modifiedAt = new Map<number, number>();
  readonly #alerts = new Map<number, SimAlert>();
  readonly #customers = new Map<number, SimCustomer>();
  /** Sorted and filtered lists by name, until the next change. */
  readonly #views = new Map<string, readonly unknown[]>();
  #nextTicketId: number;
  #nextAlertId: number;

  constructor(data: AteraData, now: () => Date) {
    this.now = now;
    for (const ticket of data.tickets) {
      this.#tickets.set(ticket.TicketID, structuredClone(ticket));
      this.#modifiedAt.set(ticket.TicketID, latestInstant(ticket, now().getTime()));
    }
    data.alerts.forEach((alert) => this.#alerts.set(alert.AlertID, structuredClone(alert)));
    data.customers.forEach((customer) => this.#customers.set(customer.CustomerID, structuredClone(customer)));
    this.#nextTicketId = (this.tickets()[0]?.TicketID ?? FIRST_TICKET_ID - 1) + 1;
    this.#nextAlertId = (this.alerts()[0]?.AlertID ?? FIRST_ALERT_ID - 1) + 1;
  }

  /** All tickets, newest (highest id) first, as Atera lists them. */
  tickets(): readonly SimTicket[] {
    return this.#view('tickets', () => [...this.#tickets.values()].sort((a, b) => b.TicketID - a.TicketID));
  }

  /** Tickets neither resolved, closed, merged, deleted nor spam. */
  activeTickets(): readonly SimTicket[] {
    return this.#view('active', () => this.tickets().filter(isActive));
  }

  /** Tickets with this status, compared without case. */
  ticketsWithStatus(status: string): readonly SimTicket[] {
    const wanted = status.toLowerCase();
    return this.#view(`status ${wanted}`, () =>
      this.tickets().filter(({ TicketStatus }) => TicketStatus?.toLowerCase() === wanted)
    );
  }

  /** Tickets changed at or after an instant (epoch ms), last change first, without deleted and merged ones. */
  modifiedSince(since: number): readonly SimTicket[] {
    const changes = this.#view('changes', () => this.#byLastChange(showsInLastModified));
    return changes.filter(({ TicketID }) => this.#changeOf(TicketID) >= since);
  }

  /** Resolved and closed tickets, last change first. */
  resolvedOrClosed(): readonly SimTicket[] {
    return this.#view('resolved or closed', () =>
      this.#byLastChange(({ TicketStatus }) => ['resolved', 'closed'].includes(foldStatus(TicketStatus)))
    );
  }

  ticket(id: number): SimTicket | undefined {
    const ticket = this.#tickets.get(id);
    return ticket && structuredClone(ticket);
  }

  /** Adds a ticket that has just come in; what is not given is filled in, the next free id included. */
  addTicket(fields: Partial<SimTicket> = {}): SimTicket {
    const id = fields.TicketID ?? this.#nextTicketId;
    if (this.#tickets.has(id)) {
      throw new RangeError(`Ticket ${id} exists already.`);
    }
    this.#nextTicketId = Math.max(this.#nextTicketId, id + 1);
    const ticket = buildTicket(this.now().getTime(), { ...fields, TicketID: id });
    this.#store(ticket);
    return structuredClone(ticket);
  }

  /** Changes fields of a ticket; `undefined` takes a field out, so that answers lack it. */
  updateTicket(id: number, patch: Partial<SimTicket>): SimTicket {
    const ticket = { ...this.#existing(id), ...structuredClone(patch), TicketID: id };
    this.#store(ticket);
    return structuredClone(ticket);
  }

  /** A technician's comment; the first one is the first response. */
  commentAsTechnician(id: number, text = 'Bonjour, nous regardons.'): SimTicket {
    const date = ateraDate(this.now().getTime());
    return this.updateTicket(id, {
      LastTechnicianComment: text,
      LastTechnicianCommentTimestamp: date,
      TechnicianFirstCommentDate: this.#existing(id).TechnicianFirstCommentDate ?? date,
    });
  }

  /** A comment of the end user who opened the ticket. */
  commentAsEndUser(id: number, text = 'Le problème est toujours là.'): SimTicket {
    return this.updateTicket(id, {
      LastEndUserComment: text,
      LastEndUserCommentTimestamp: ateraDate(this.now().getTime()),
    });
  }

  /** Deletes a ticket: it vanishes (404), or stays readable with the status Deleted when it goes to the bin. */
  deleteTicket(id: number, { toBin = false }: { toBin?: boolean } = {}): void {
    if (toBin) {
      this.updateTicket(id, { TicketStatus: 'Deleted' });
      return;
    }
    this.#existing(id);
    this.#tickets.delete(id);
    this.#modifiedAt.delete(id);
    this.#views.clear();
  }

  /** Merges a ticket into another one: it keeps its id with the status Merged; the other one counts as changed. */
  mergeTicket(id: number, into: number): void {
    this.#existing(into);
    this.updateTicket(id, { TicketStatus: 'Merged' });
    this.updateTicket(into, {});
  }

  /** Alerts newest (highest id) first, all or those with a status. */
  alerts(status?: AlertStatus): readonly SimAlert[] {
    const now = this.now().getTime();
    const sorted = this.#view('alerts', () => [...this.#alerts.values()].sort((a, b) => b.AlertID - a.AlertID));
    return status === undefined ? sorted : sorted.filter((alert) => alertStatus(alert, now) === status);
  }

  /** Adds an alert that has just been raised; what is not given is filled in, the next free id included. */
  addAlert(fields: Partial<SimAlert> = {}): SimAlert {
    const id = fields.AlertID ?? this.#nextAlertId;
    if (this.#alerts.has(id)) {
      throw new RangeError(`Alert ${id} exists already.`);
    }
    this.#nextAlertId = Math.max(this.#nextAlertId, id + 1);
    const alert = buildAlert(this.now().getTime(), { ...fields, AlertID: id });
    this.#alerts.set(id, alert);
    this.#views.clear();
    return structuredClone(alert);
  }

  /** Changes fields of an alert; `undefined` takes a field out. */
  updateAlert(id: number, patch: Partial<SimAlert>): SimAlert {
    const alert = this.#alerts.get(id);
    if (alert === undefined) {
      throw new RangeError(`There is no alert ${id}.`);
    }
    const changed = { ...alert, ...structuredClone(patch), AlertID: id };
    this.#alerts.set(id, changed);
    this.#views.clear();
    return structuredClone(changed);
  }

  resolveAlert(id: number): SimAlert {
    return this.updateAlert(id, { Archived: true, ArchivedDate: ateraDate(this.now().getTime()) });
  }

  snoozeAlert(id: number, until: Date): SimAlert {
    return this.updateAlert(id, { SnoozedEndDate: ateraDate(until.getTime()) });
  }

  /** Customers by id, as Atera sorts them by default. */
  customers(): readonly SimCustomer[] {
    return this.#view('customers', () => [...this.#customers.values()].sort((a, b) => a.CustomerID - b.CustomerID));
  }

  #existing(id: number): SimTicket {
    const ticket = this.#tickets.get(id);
    if (ticket === undefined) {
      throw new RangeError(`There is no ticket ${id}.`);
    }
    return ticket;
  }

  #store(ticket: SimTicket): void {
    this.#tickets.set(ticket.TicketID, ticket);
    this.#modifiedAt.set(ticket.TicketID, this.now().getTime());
    this.#views.clear();
  }

  #changeOf(id: number): number {
    return this.#modifiedAt.get(id) ?? 0;
  }

  #byLastChange(which: (ticket: SimTicket) => boolean): SimTicket[] {
    const changed = this.tickets().filter(which);
    return changed.sort((a, b) => this.#changeOf(b.TicketID) - this.#changeOf(a.TicketID) || b.TicketID - a.TicketID);
  }

  #view<Item>(name: string, make: () => Item[]): readonly Item[] {
    const known = this.#views.get(name) as readonly Item[] | undefined;
    if (known !== undefined) {
      return known;
    }
    const made = make();
    this.#views.set(name, made);
    return made;
  }
}
