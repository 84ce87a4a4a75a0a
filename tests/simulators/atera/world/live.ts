import { Random } from '../../shared/activity/random.ts';
import { CUSTOMERS, END_USER_REPLIES, TECHNICIAN_REPLIES } from './catalogue.ts';
import { newAlertFields, newTicketFields } from './compose.ts';
import { foldStatus } from './rules.ts';
import { ateraDate, HOUR_MS } from './time.ts';
import { type SimCustomer, type SimTicket, TICKET_PRIORITIES } from './types.ts';
import { type AteraData, AteraWorld } from './world.ts';

export type LiveEventType =
  | 'ticket-created'
  | 'first-response'
  | 'technician-comment'
  | 'end-user-reply'
  | 'status-changed'
  | 'priority-changed'
  | 'ticket-done'
  | 'ticket-deleted'
  | 'ticket-merged'
  | 'alert-raised'
  | 'alert-resolved'
  | 'alert-snoozed';

/** Something that happened in the account; `id` is the ticket's, or the alert's for alert events. */
export interface LiveEvent {
  type: LiveEventType;
  id: number;
}

/** How large the account was at the start; its life drifts around that. */
interface Baseline {
  active: number;
  openAlerts: number;
}

type Happening = (world: AteraWorld, random: Random) => LiveEvent | undefined;

const MAX_EVENTS_PER_STEP = 3;

/** A simulated account in which things happen, as in a company at work. */
export class LiveAteraWorld extends AteraWorld {
  readonly #random: Random;
  readonly #baseline: Baseline;

  constructor(data: AteraData, now: () => Date, seed: number) {
    super(data, now);
    this.#random = new Random(seed);
    this.#baseline = { active: this.activeTickets().length, openAlerts: this.alerts('Open').length };
  }

  /** One step of the account's life at the present moment of its clock, the same for the same seed and history. */
  tick(): LiveEvent[] {
    return liveStep(this, this.#random, this.#baseline);
  }
}

/** One to three events at the present moment of the world's clock. */
function liveStep(world: AteraWorld, random: Random, baseline: Baseline): LiveEvent[] {
  const events = Array.from({ length: random.int(1, MAX_EVENTS_PER_STEP) }, () => {
    const happening = random.weighted(happenings(world, baseline));
    // Nothing to answer, resolve or merge: then something new comes in.
    return happening(world, random) ?? createTicket(world, random);
  });
  return events;
}

/** What may happen, weighted so that the numbers of tickets and alerts return to where they started. */
function happenings(world: AteraWorld, baseline: Baseline): ReadonlyArray<readonly [Happening, number]> {
  const ticketsAbove = world.activeTickets().length > baseline.active;
  const alertsAbove = world.alerts('Open').length > baseline.openAlerts;
  return [
    [createTicket, ticketsAbove ? 8 : 24],
    [respondFirst, 20],
    [commentAgain, 10],
    [replyAsEndUser, 12],
    [changeStatus, 10],
    [changePriority, 4],
    [finish, ticketsAbove ? 20 : 8],
    [remove, 1],
    [merge, 1],
    [raiseAlert, alertsAbove ? 3 : 9],
    [resolveAlert, alertsAbove ? 9 : 3],
    [snoozeAlert, 1],
  ];
}

function createTicket(world: AteraWorld, random: Random): LiveEvent {
  const { TicketID } = world.addTicket(newTicketFields(random, customersOf(world), world.now().getTime()));
  return { type: 'ticket-created', id: TicketID };
}

function respondFirst(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random, ({ TechnicianFirstCommentDate }) => !TechnicianFirstCommentDate);
  if (id === undefined) {
    return undefined;
  }
  world.commentAsTechnician(id, random.pick(TECHNICIAN_REPLIES));
  return { type: 'first-response', id };
}

function commentAgain(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random, ({ TechnicianFirstCommentDate }) => Boolean(TechnicianFirstCommentDate));
  if (id === undefined) {
    return undefined;
  }
  world.commentAsTechnician(id, random.pick(TECHNICIAN_REPLIES));
  return { type: 'technician-comment', id };
}

function replyAsEndUser(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random);
  if (id === undefined) {
    return undefined;
  }
  world.commentAsEndUser(id, random.pick(END_USER_REPLIES));
  return { type: 'end-user-reply', id };
}

/** Open tickets start to wait; waiting ones are taken up again. */
function changeStatus(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random);
  if (id === undefined) {
    return undefined;
  }
  const isOpen = foldStatus(world.ticket(id)?.TicketStatus) === 'open';
  world.updateTicket(id, {
    TicketStatus: isOpen
      ? random.weighted([
          ['Pending', 4],
          ['En attente client', 1],
        ])
      : 'Open',
  });
  return { type: 'status-changed', id };
}

function changePriority(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random);
  if (id === undefined) {
    return undefined;
  }
  const current = world.ticket(id)?.TicketPriority;
  world.updateTicket(id, { TicketPriority: random.pick(TICKET_PRIORITIES.filter((name) => name !== current)) });
  return { type: 'priority-changed', id };
}

function finish(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random, ({ TechnicianFirstCommentDate }) => Boolean(TechnicianFirstCommentDate));
  if (id === undefined) {
    return undefined;
  }
  world.updateTicket(id, {
    TicketStatus: random.pick(['Resolved', 'Closed']),
    TicketResolvedDate: ateraDate(world.now().getTime()),
  });
  return { type: 'ticket-done', id };
}

function remove(world: AteraWorld, random: Random): LiveEvent | undefined {
  const id = pickTicket(world, random);
  if (id === undefined) {
    return undefined;
  }
  world.deleteTicket(id, { toBin: random.chance(0.5) });
  return { type: 'ticket-deleted', id };
}

function merge(world: AteraWorld, random: Random): LiveEvent | undefined {
  const into = pickTicket(world, random);
  const id = pickTicket(world, random, ({ TicketID }) => TicketID !== into);
  if (into === undefined || id === undefined) {
    return undefined;
  }
  world.mergeTicket(id, into);
  return { type: 'ticket-merged', id };
}

function raiseAlert(world: AteraWorld, random: Random): LiveEvent {
  const { AlertID } = world.addAlert(newAlertFields(random, customersOf(world), world.now().getTime()));
  return { type: 'alert-raised', id: AlertID };
}

function resolveAlert(world: AteraWorld, random: Random): LiveEvent | undefined {
  const open = world.alerts('Open');
  if (open.length === 0) {
    return undefined;
  }
  return { type: 'alert-resolved', id: world.resolveAlert(random.pick(open).AlertID).AlertID };
}

function snoozeAlert(world: AteraWorld, random: Random): LiveEvent | undefined {
  const open = world.alerts('Open');
  if (open.length === 0) {
    return undefined;
  }
  const until = new Date(world.now().getTime() + random.int(1, 24) * HOUR_MS);
  return { type: 'alert-snoozed', id: world.snoozeAlert(random.pick(open).AlertID, until).AlertID };
}

function pickTicket(
  world: AteraWorld,
  random: Random,
  which: (ticket: SimTicket) => boolean = () => true
): number | undefined {
  const candidates = world.activeTickets().filter(which);
  return candidates.length === 0 ? undefined : random.pick(candidates).TicketID;
}

/** An explicit data set may have no customers; then those of the catalogue call. */
function customersOf(world: AteraWorld): readonly SimCustomer[] {
  const customers = world.customers();
  return customers.length > 0
    ? customers
    : CUSTOMERS.map(({ id, name, city }) => ({ CustomerID: id, CustomerName: name, City: city }));
}
