import type { Random } from '../../shared/activity/random.ts';
import { instantOf, SECOND_MS } from './time.ts';
import type { SimAlert, SimTicket } from './types.ts';

/** A way in which real data strays from the happy path. */
export interface Oddity<Item> {
  name: string;
  weight: number;
  /** Fields that violate the official schema because of it (upstream-facing code must bear them all the same). */
  breaksSchema: readonly string[];
  /** What changes; `undefined` leaves the field out. */
  patch: (item: Item, random: Random) => Partial<Item>;
}

const DATE_FIELDS = [
  'TicketResolvedDate',
  'TicketCreatedDate',
  'TechnicianFirstCommentDate',
  'FirstResponseDueDate',
  'ClosedTicketDueDate',
  'LastEndUserCommentTimestamp',
  'LastTechnicianCommentTimestamp',
] as const satisfies ReadonlyArray<keyof SimTicket>;

const withoutZone = (date: string | null | undefined): string | null => date?.replace(/Z$/, '') ?? null;

export const TICKET_ODDITIES: ReadonlyArray<Oddity<SimTicket>> = [
  {
    name: 'dates without Z',
    weight: 30,
    breaksSchema: DATE_FIELDS,
    patch: (ticket) => Object.fromEntries(DATE_FIELDS.map((field) => [field, withoutZone(ticket[field])])),
  },
  {
    name: 'creation date with fractions of a second as .NET writes them',
    weight: 12,
    breaksSchema: [],
    patch: ({ TicketCreatedDate }, random) => ({
      TicketCreatedDate:
        TicketCreatedDate?.replace('Z', `.${String(random.int(1, 9_999_999)).padStart(7, '0')}Z`) ?? null,
    }),
  },
  {
    name: 'first comment before creation (clock skew)',
    weight: 8,
    breaksSchema: [],
    patch: ({ TicketCreatedDate }) => {
      const created = instantOf(TicketCreatedDate);
      return created === undefined
        ? {}
        : { TechnicianFirstCommentDate: new Date(created - 90 * SECOND_MS).toISOString() };
    },
  },
  { name: 'null priority', weight: 8, breaksSchema: ['TicketPriority'], patch: () => ({ TicketPriority: null }) },
  { name: 'no priority', weight: 4, breaksSchema: [], patch: () => ({ TicketPriority: undefined }) },
  {
    name: 'unknown priority',
    weight: 3,
    breaksSchema: ['TicketPriority'],
    patch: () => ({ TicketPriority: 'Urgent' }),
  },
  { name: 'null impact', weight: 10, breaksSchema: ['TicketImpact'], patch: () => ({ TicketImpact: null }) },
  { name: 'no impact', weight: 5, breaksSchema: [], patch: () => ({ TicketImpact: undefined }) },
  { name: 'unknown impact', weight: 2, breaksSchema: ['TicketImpact'], patch: () => ({ TicketImpact: 'Département' }) },
  {
    name: 'null customer',
    weight: 5,
    breaksSchema: ['CustomerID'],
    patch: () => ({ CustomerID: null, CustomerName: null }),
  },
  {
    name: 'no customer, technician nor contract',
    weight: 3,
    breaksSchema: [],
    patch: () => ({
      CustomerID: undefined,
      CustomerName: undefined,
      ContractID: undefined,
      TechnicianContactID: undefined,
      TechnicianFullName: undefined,
      TechnicianEmail: undefined,
    }),
  },
  { name: 'null type', weight: 4, breaksSchema: ['TicketType'], patch: () => ({ TicketType: null }) },
  { name: 'null title', weight: 2, breaksSchema: [], patch: () => ({ TicketTitle: null }) },
  { name: 'no creation date', weight: 1, breaksSchema: [], patch: () => ({ TicketCreatedDate: null }) },
  {
    name: 'status in other letters',
    weight: 3,
    breaksSchema: [],
    patch: ({ TicketStatus }) => ({ TicketStatus: TicketStatus?.toUpperCase() ?? null }),
  },
];

/** A ticket that is still open may have lost its status altogether. */
export const STATUS_ODDITIES: ReadonlyArray<Oddity<SimTicket>> = [
  { name: 'empty status', weight: 1, breaksSchema: [], patch: () => ({ TicketStatus: '' }) },
  { name: 'null status', weight: 1, breaksSchema: [], patch: () => ({ TicketStatus: null }) },
];

export const ALERT_ODDITIES: ReadonlyArray<Oddity<SimAlert>> = [
  {
    name: 'date without Z',
    weight: 5,
    breaksSchema: ['Created'],
    patch: ({ Created }) => ({ Created: withoutZone(Created) }),
  },
  { name: 'title only in the message', weight: 3, breaksSchema: [], patch: () => ({ Title: null }) },
  {
    name: 'nothing but a code',
    weight: 2,
    breaksSchema: [],
    patch: () => ({ Title: null, AlertMessage: undefined, AdditionalInfo: null }),
  },
  { name: 'no text at all', weight: 1, breaksSchema: [], patch: () => ({ Title: '', AlertMessage: null, Code: null }) },
  {
    name: 'no device',
    weight: 2,
    breaksSchema: [],
    patch: () => ({ DeviceName: null, DeviceGuid: null, AgentId: null, DeviceType: null }),
  },
  {
    name: 'null customer and severity',
    weight: 1,
    breaksSchema: ['Severity'],
    patch: () => ({ CustomerID: null, CustomerName: null, Severity: null }),
  },
];

/** Makes one item odd. */
export function makeOdd<Item>(random: Random, item: Item, oddities: ReadonlyArray<Oddity<Item>>): Item {
  const oddity = random.weighted(oddities.map((candidate) => [candidate, candidate.weight]));
  return { ...item, ...oddity.patch(item, random) };
}
