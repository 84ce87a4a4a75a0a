import type { Random } from '../../shared/activity/random.ts';
import {
  ALERT_SUBJECTS,
  CUSTOMERS,
  FIRST_NAMES,
  LAST_NAMES,
  type Subject,
  SUBJECTS,
  SYSADMIN,
  TECHNICIANS,
} from './catalogue.ts';
import { ateraDate, HOUR_MS } from './time.ts';
import type { SimAlert, SimCustomer, SimTicket, TicketImpact, TicketPriority } from './types.ts';

type Weights<Value> = ReadonlyArray<readonly [Value, number]>;

/** By severity of the subject. */
const PRIORITIES: Record<Subject['severity'], Weights<TicketPriority>> = {
  0: [
    ['Low', 8],
    ['Medium', 2],
  ],
  1: [
    ['Low', 4],
    ['Medium', 5],
    ['High', 1],
  ],
  2: [
    ['Medium', 4],
    ['High', 5],
    ['Critical', 1],
  ],
  3: [
    ['High', 5],
    ['Critical', 5],
  ],
};
const IMPACTS: Record<Subject['severity'], Weights<TicketImpact>> = {
  0: [
    ['NoImpact', 9],
    ['Minor', 1],
  ],
  1: [
    ['NoImpact', 4],
    ['Minor', 6],
  ],
  2: [
    ['Minor', 5],
    ['Major', 4],
    ['ServerIssue', 2],
  ],
  3: [
    ['Major', 3],
    ['SiteDown', 3],
    ['ServerIssue', 2],
    ['Crisis', 2],
  ],
};

/** Hours from creation to the due dates of the invented service-level agreement. */
const DUE_HOURS: Record<TicketPriority, { response: number; resolution: number }> = {
  Critical: { response: 1, resolution: 8 },
  High: { response: 4, resolution: 24 },
  Medium: { response: 8, resolution: 72 },
  Low: { response: 24, resolution: 120 },
};

/** Share of tickets whose customer has no service-level agreement. */
const WITHOUT_AGREEMENT = 0.15;
const UNASSIGNED = 0.15;

const CUSTOMER_WEIGHT = new Map(CUSTOMERS.map(({ id, weight }) => [id, weight]));

/** The fields of a ticket as it comes in at an instant (epoch ms); conforming to the schema throughout. */
export function newTicketFields(
  random: Random,
  customers: readonly SimCustomer[],
  createdAt: number
): Partial<SimTicket> {
  const subject = random.pick(SUBJECTS);
  const customer = pickCustomer(random, customers);
  const priority = random.weighted(PRIORITIES[subject.severity]);
  const agreed = !random.chance(WITHOUT_AGREEMENT);
  const due = DUE_HOURS[priority];
  const title = fillIn(random, subject.title, customer.City);
  return {
    TicketTitle: title,
    TicketPriority: priority,
    TicketImpact: random.weighted(IMPACTS[subject.severity]),
    TicketSource: random.pick(['CustomerPortal', 'Email', 'Phone', 'Agent']),
    TicketType: subject.type,
    TicketCreatedDate: ateraDate(createdAt),
    FirstResponseDueDate: agreed ? ateraDate(createdAt + due.response * HOUR_MS) : null,
    ClosedTicketDueDate: agreed ? ateraDate(createdAt + due.resolution * HOUR_MS) : null,
    FirstComment: `Bonjour, ${title.toLowerCase()}. Merci de votre aide.`,
    CustomerID: customer.CustomerID,
    CustomerName: customer.CustomerName ?? null,
    ContractID: agreed ? 900 + (customer.CustomerID % 100) : null,
    ...endUserFields(random),
    ...technicianFields(random, subject),
  };
}

/** The fields of an alert raised at an instant (epoch ms). */
export function newAlertFields(
  random: Random,
  customers: readonly SimCustomer[],
  createdAt: number
): Partial<SimAlert> {
  const subject = random.pick(ALERT_SUBJECTS);
  const customer = pickCustomer(random, customers);
  const device = deviceName(random);
  return {
    Code: random.int(1, 60),
    Title: subject.title,
    Severity: subject.severity,
    Created: ateraDate(createdAt),
    DeviceGuid: uuid(random),
    AgentId: random.int(1000, 9999),
    AlertCategoryID: subject.category,
    AlertMessage: fillIn(random, subject.message.replaceAll('{poste}', device), customer.City),
    DeviceName: device,
    CustomerID: customer.CustomerID,
    CustomerName: customer.CustomerName ?? null,
    FolderID: random.int(1, 40),
    PollingCyclesCount: random.int(1, 12),
    DeviceType: device.startsWith('SRV') ? 'Server' : 'Workstation',
  };
}

function pickCustomer(random: Random, customers: readonly SimCustomer[]): SimCustomer {
  return random.weighted(customers.map((customer) => [customer, CUSTOMER_WEIGHT.get(customer.CustomerID) ?? 1]));
}

function fillIn(random: Random, template: string, city: string | null | undefined): string {
  return template
    .replaceAll('{poste}', () => deviceName(random))
    .replaceAll('{site}', () => city ?? 'Paris')
    .replaceAll('{n}', () => String(random.int(2, 60)));
}

function deviceName(random: Random): string {
  return `${random.pick(['PC', 'SRV', 'CAISSE', 'PORT'])}-${String(random.int(1, 99)).padStart(2, '0')}`;
}

/** Invented people; the phone numbers are of the ranges kept for fiction by the French regulator (Arcep). */
function endUserFields(random: Random): Partial<SimTicket> {
  const first = random.pick(FIRST_NAMES);
  const last = random.pick(LAST_NAMES);
  const mailbox = `${first}.${last}`.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
  return {
    EndUserID: random.int(2000, 2999),
    EndUserEmail: `${mailbox}@client.example.com`,
    EndUserFirstName: first,
    EndUserLastName: last,
    EndUserPhone: `01 99 00 ${String(random.int(0, 99)).padStart(2, '0')} ${String(random.int(0, 99)).padStart(2, '0')}`,
  };
}

function technicianFields(random: Random, subject: Subject): Partial<SimTicket> {
  if (random.chance(UNASSIGNED)) {
    return { TechnicianContactID: null, TechnicianFullName: null, TechnicianEmail: null };
  }
  const technician =
    subject.system && random.chance(0.6)
      ? SYSADMIN
      : random.weighted(TECHNICIANS.map((each) => [each, each.load] as const));
  return {
    TechnicianContactID: technician.id,
    TechnicianFullName: technician.name,
    TechnicianEmail: technician.email,
  };
}

/** A version 4 UUID (RFC 9562) from the seeded numbers. */
function uuid(random: Random): string {
  const hex = Array.from({ length: 30 }, () => random.int(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-a${hex.slice(15, 18)}-${hex.slice(18, 30)}`;
}
