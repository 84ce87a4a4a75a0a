import type { ActivityClock } from '../../shared/activity/activity.ts';
import { Random } from '../../shared/activity/random.ts';
import { steadyLives } from '../../shared/activity/steady.ts';
import { buildAlert, buildCustomer, buildTicket } from './build.ts';
import { CUSTOMERS, END_USER_REPLIES, TECHNICIAN_REPLIES } from './catalogue.ts';
import { newAlertFields, newTicketFields } from './compose.ts';
import { ALERT_ODDITIES, makeOdd, STATUS_ODDITIES, TICKET_ODDITIES } from './odd.ts';
import { ateraDate, DAY_MS, HOUR_MS, MINUTE_MS } from './time.ts';
import type { SimAlert, SimCustomer, SimTicket } from './types.ts';
import { type AteraData, FIRST_ALERT_ID, FIRST_TICKET_ID } from './world.ts';

/** What to generate; the same options give the same data. */
export interface GenerateOptions {
  seed: number;
  /** All ages count back from here. */
  now: Date;
  activeTickets: number;
  doneTickets: number;
  openAlerts: number;
  /** Share of tickets and alerts that are odd in one of the ways of `odd.ts`, default 0.15; 0 = all conform to the schema. */
  oddShare?: number;
  /** Share of the active tickets in a status of the account's own, default 0.15; the others are Open or Pending, 60 to 25. */
  customStatusShare?: number;
}

const OLDEST_ACTIVE_MS = 15 * DAY_MS;
/** How far back the finished tickets reach, where there are enough of them for that. */
const HISTORY_MS = 45 * DAY_MS;
/** Of the company's own clock, which runs about four times as fast as the wall's in office hours. */
const FIRST_ANSWER = { soonest: 8 * MINUTE_MS, latest: 30 * HOUR_MS } as const;
const NEVER_ANSWERED = 0.04;

/**
 * An account of an invented French service company: the number of active tickets was about that of today all the time, with
 * the rhythm of days and weeks.
 */
export function generateData(options: GenerateOptions): AteraData {
  const random = new Random(options.seed);
  const customers = generateCustomers(options.now.getTime());
  return {
    customers,
    tickets: generateTickets(random, customers, options),
    alerts: generateAlerts(random, customers, options),
  };
}

/** The customers of the invented account; they do not depend on the seed. */
export function generateCustomers(now: number): SimCustomer[] {
  return CUSTOMERS.map(({ id, name, city }) =>
    buildCustomer(now, {
      CustomerID: id,
      CustomerName: name,
      City: city,
      CreatedOn: ateraDate(now - (1000 - id) * DAY_MS),
      LastModified: ateraDate(now - (id % 90) * DAY_MS),
    })
  );
}

function generateTickets(random: Random, customers: readonly SimCustomer[], options: GenerateOptions): SimTicket[] {
  const now = options.now.getTime();
  const { activeTickets, doneTickets, oddShare = 0.15, customStatusShare = 0.15 } = options;
  const { lives, clock } = steadyLives(random, {
    now,
    open: activeTickets,
    done: doneTickets,
    oldestOpenMs: OLDEST_ACTIVE_MS,
    historyMs: HISTORY_MS,
  });
  return lives.map((life, index) => {
    const { createdAt, doneAt } = life;
    const id = FIRST_TICKET_ID + index;
    let ticket = buildTicket(createdAt, { ...newTicketFields(random, customers, createdAt), TicketID: id });
    ticket = { ...ticket, ...conversation(random, clock, { from: createdAt, to: doneAt ?? now }) };
    ticket = {
      ...ticket,
      ...(doneAt === undefined
        ? { TicketStatus: activeStatus(random, customStatusShare) }
        : doneFields(random, doneAt)),
    };
    if (random.chance(0.03)) {
      ticket = { ...ticket, RelationType: 'Child', RelatedTicketId: FIRST_TICKET_ID + random.int(0, index) };
    }
    if (!random.chance(oddShare)) {
      return ticket;
    }
    const mayLoseStatus = doneAt === undefined && random.chance(0.04);
    return makeOdd(random, ticket, mayLoseStatus ? STATUS_ODDITIES : TICKET_ODDITIES);
  });
}

function activeStatus(random: Random, customStatusShare: number): string {
  return random.chance(customStatusShare)
    ? random.weighted([
        ['En attente client', 8],
        ['Planifié', 4],
        ['Escaladé N2', 3],
      ])
    : random.weighted([
        ['Open', 60],
        ['Pending', 25],
      ]);
}

/**
 * Comments on a ticket in its time so far: the first answer comes after a while of the company's own clock, so that what
 * comes in at night waits for the morning; to a few none ever comes.
 */
function conversation(random: Random, clock: ActivityClock, life: { from: number; to: number }): Partial<SimTicket> {
  const lived = life.to - life.from;
  const fields: Partial<SimTicket> = {};
  const firstAt = clock.after(life.from, random.logUniform(FIRST_ANSWER.soonest, FIRST_ANSWER.latest));
  if (firstAt < life.to && !random.chance(NEVER_ANSWERED)) {
    const lastAt = firstAt + (random.chance(0.6) ? random.next() * (life.to - firstAt) : 0);
    fields.TechnicianFirstCommentDate = ateraDate(firstAt);
    fields.LastTechnicianComment = random.pick(TECHNICIAN_REPLIES);
    fields.LastTechnicianCommentTimestamp = ateraDate(lastAt);
  }
  if (random.chance(0.4)) {
    fields.LastEndUserComment = random.pick(END_USER_REPLIES);
    fields.LastEndUserCommentTimestamp = ateraDate(life.from + random.next() * lived);
  }
  return fields;
}

function doneFields(random: Random, doneAt: number): Partial<SimTicket> {
  const status = random.weighted([
    ['Resolved', 44],
    ['Closed', 48],
    ['Merged', 4],
    ['Deleted', 1],
    ['Spam', 3],
  ]);
  const minutes = random.int(5, 180);
  return {
    TicketStatus: status,
    TicketResolvedDate: status === 'Resolved' || status === 'Closed' ? ateraDate(doneAt) : null,
    OffSiteDurationMinutes: minutes,
    OffSiteDurationSeconds: minutes * 60,
    TotalDurationMinutes: minutes,
    TotalDurationSeconds: minutes * 60,
  };
}

/** Open alerts, half as many resolved ones and a few snoozed. */
function generateAlerts(random: Random, customers: readonly SimCustomer[], options: GenerateOptions): SimAlert[] {
  const now = options.now.getTime();
  const { openAlerts, oddShare = 0.15 } = options;
  const plan = (length: number, state: (createdAt: number) => Partial<SimAlert>) =>
    Array.from({ length }, () => ({ createdAt: now - random.logUniform(MINUTE_MS, 10 * DAY_MS), state }));
  return [
    ...plan(openAlerts, () => ({})),
    ...plan(Math.ceil(openAlerts / 2), (createdAt) => ({
      Archived: true,
      ArchivedDate: ateraDate(createdAt + random.next() * (now - createdAt)),
    })),
    ...plan(Math.ceil(openAlerts / 10), () => ({ SnoozedEndDate: ateraDate(now + random.int(1, 48) * HOUR_MS) })),
  ]
    .sort((a, b) => a.createdAt - b.createdAt)
    .map(({ createdAt, state }, index) => {
      const fields = { ...newAlertFields(random, customers, createdAt), ...state(createdAt) };
      const alert = buildAlert(createdAt, { ...fields, AlertID: FIRST_ALERT_ID + index });
      return random.chance(oddShare) ? makeOdd(random, alert, ALERT_ODDITIES) : alert;
    });
}
