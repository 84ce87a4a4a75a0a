import { Random } from '../../../../tests/simulators/shared/activity/random.ts';
import { type ClientRule, DEFAULT_RULES, type Rules } from '../../../src/domain/rules/rules.ts';
import type { ticketRow } from './tickets.ts';

/*
 * Invented tickets of some months, and their service figures by plain loops over arrays: nothing of the backend's is used to count. Days
 * are the dates that `Intl` gives.
 */

export type InventedTicket = Parameters<typeof ticketRow>[0] & {
  /** Whose it is: a client of the rules, a name of upstream, or null: nobody that anyone would ask for. */
  label: string | null;
};

const CLIENTS: ClientRule[] = [
  {
    name: 'BASH',
    aliases: ['Ba&sh'],
    ateraCustomerIds: [{ connection: null, id: 101 }],
    odooPartnerIds: [],
    volume: null,
  },
  { name: 'Pimkie', aliases: [], ateraCustomerIds: [], odooPartnerIds: [], volume: null },
  { name: 'Valeor', aliases: [], ateraCustomerIds: [], odooPartnerIds: [], volume: null },
];

export const SERVICE_RULES: Rules = { ...DEFAULT_RULES, clients: CLIENTS };

/** Spellings of upstream, and whose they are. "Zoo" is a customer that the rules do not know; one of its ids is a client's. */
const CUSTOMERS = [
  { customer_id: 1, customer_name: 'bash', label: 'BASH' },
  { customer_id: 2, customer_name: 'BA&amp;SH', label: 'BASH' },
  { customer_id: 101, customer_name: 'Zoo', label: 'BASH' },
  { customer_id: 3, customer_name: 'Pimkie ', label: 'Pimkie' },
  { customer_id: 4, customer_name: 'Zoo', label: 'Zoo' },
  { customer_id: 5, customer_name: 'ZOO', label: 'Zoo' },
  { customer_id: null, customer_name: null, label: null },
];
const TECHNICIANS = [
  { technician_id: 1, technician_name: 'Alice Martin' },
  { technician_id: 2, technician_name: 'Bruno' },
  { technician_id: 3, technician_name: null },
  { technician_id: null, technician_name: null },
];
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** Tickets whose dates lie between two instants: reopened ones, clocks that run backwards, missing dates and due dates, all statuses. */
export function inventTickets(seed: number, count: number, from: Date, to: Date): InventedTicket[] {
  const random = new Random(seed);
  const within = (): number =>
    Math.round((from.getTime() + random.next() * (to.getTime() - from.getTime())) / MINUTE) * MINUTE;
  const maybe = (probability: number, instant: number): Date | null =>
    random.chance(probability) ? new Date(instant) : null;
  return Array.from({ length: count }, (_, index) => {
    const created = within();
    const status = random.pick(['Open', 'Pending', 'Closed', 'Resolved', 'Merged', 'Spam', 'Closed', 'Closed']);
    // Rarely before its creation: clocks differ. Open ones with a resolution have been opened again.
    const resolved = created + random.int(-3, 200) * HOUR + random.int(0, 59) * MINUTE;
    const isDone = !['Open', 'Pending'].includes(status);
    const answered = created + random.int(-30, 900) * MINUTE;
    const isOdoo = random.chance(0.08);
    const comments = random.pick(['none', 'both', 'both', 'later'] as const);
    return {
      external_id: index + 1,
      connection: isOdoo ? 'odoo' : random.pick(['atera', 'atera', 'lyon']),
      source: isOdoo ? 'odoo' : 'atera',
      status,
      ...random.pick(CUSTOMERS),
      ...random.pick(TECHNICIANS),
      created_at: maybe(0.98, created),
      resolved_at: maybe(isDone ? 0.95 : 0.1, resolved),
      first_comment_at: comments === 'both' ? new Date(answered) : null,
      // Atera may leave the first comment out.
      last_technician_comment_at: comments === 'none' ? null : new Date(answered + (comments === 'both' ? HOUR : 0)),
      // Some are due at the very minute of the answer or resolution.
      first_response_due_at: maybe(
        0.8,
        random.chance(0.2) ? answered : created + random.pick([1, 4, 8, 24, 900]) * HOUR
      ),
      closed_due_at: maybe(0.7, random.chance(0.2) ? resolved : created + random.pick([24, 72, 120]) * HOUR),
      gone_at: maybe(0.04, resolved),
    };
  });
}

/** The calendar date of an instant, `YYYY-MM-DD`. */
export function dateIn(timezone: string): (instant: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone });
  return (instant) => format.format(instant);
}

const isThere = ({ gone_at, source }: InventedTicket): boolean => gone_at === null && source === 'atera';

/** Tickets of Atera that were created, or resolved, on dates that pass. */
export function on(
  tickets: readonly InventedTicket[],
  column: 'created_at' | 'resolved_at',
  dateOf: (instant: Date) => string,
  passes: (date: string) => boolean
): InventedTicket[] {
  return tickets.filter((ticket) => isThere(ticket) && ticket[column] && passes(dateOf(ticket[column])));
}

/** Figures over the tickets resolved in a period, in whole milliseconds so that they can be compared. */
export function resolutionModel(resolved: readonly InventedTicket[]): (number | null)[] {
  const seconds = resolved
    .flatMap(({ created_at, resolved_at }) =>
      created_at && resolved_at ? [Math.max(0, (resolved_at.getTime() - created_at.getTime()) / 1000)] : []
    )
    .sort((a, b) => a - b);
  if (seconds.length === 0) {
    return [null, null, null, 0];
  }
  const mean = seconds.reduce((sum, each) => sum + each, 0) / seconds.length;
  return [mean, quantile(seconds, 0.5), quantile(seconds, 0.9)].map(milliseconds).concat(seconds.length);
}

function quantile(sorted: readonly number[], fraction: number): number {
  const rank = (sorted.length - 1) * fraction;
  const [below, above] = [sorted[Math.floor(rank)]!, sorted[Math.ceil(rank)]!];
  return below + (above - below) * (rank - Math.floor(rank));
}

export const milliseconds = (seconds: number | null): number | null =>
  seconds === null ? null : Math.round(seconds * 1000);

/** Met, missed, open, undated, share; then met, missed, undated, share. */
export function serviceModel(
  created: readonly InventedTicket[],
  resolved: readonly InventedTicket[],
  now: Date
): (number | null)[] {
  const responses = { met: 0, missed: 0, open: 0, undated: 0 };
  for (const { first_comment_at, last_technician_comment_at, first_response_due_at: due } of created) {
    const answer = first_comment_at ?? last_technician_comment_at ?? null;
    if (!due) {
      responses.undated += 1;
    } else if (answer) {
      responses[answer.getTime() > due.getTime() ? 'missed' : 'met'] += 1;
    } else {
      responses[due.getTime() < now.getTime() ? 'missed' : 'open'] += 1;
    }
  }
  const resolutions = { met: 0, missed: 0, undated: 0 };
  for (const { resolved_at, closed_due_at: due } of resolved) {
    if (!due) {
      resolutions.undated += 1;
    } else {
      resolutions[resolved_at!.getTime() > due.getTime() ? 'missed' : 'met'] += 1;
    }
  }
  const share = ({ met, missed }: { met: number; missed: number }): number | null =>
    met + missed > 0 ? met / (met + missed) : null;
  return [...Object.values(responses), share(responses), ...Object.values(resolutions), share(resolutions)];
}

/** How many tickets of every source each technician has among those resolved, most first. */
export function closedModel(
  tickets: readonly InventedTicket[],
  dateOf: (instant: Date) => string,
  passes: (date: string) => boolean
): [technician: string, closed: number][] {
  const counts = new Map<string, number>();
  for (const { technician_id, technician_name, resolved_at, gone_at, connection } of tickets) {
    if (gone_at === null && resolved_at && passes(dateOf(resolved_at))) {
      const name = technician_name ?? (technician_id ? `n° ${technician_id}` : 'Non assigné');
      const key = `${name}|${name === 'Non assigné' ? null : connection}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return [...counts].sort();
}
