import type { AlertRow, TicketRow } from '../../../src/store/schema.ts';

/*
 * The board's figures worked out in memory, the slow and plain way, from raw upstream values and the text of the
 * specification alone: nothing of the code under test is used here.
 */

export type RawTicket = Pick<
  TicketRow,
  | 'connection'
  | 'external_id'
  | 'title'
  | 'status'
  | 'priority'
  | 'impact'
  | 'customer_name'
  | 'created_at'
  | 'first_comment_at'
  | 'gone_at'
>;

const MAJOR = ['major', 'crisis', 'sitedown', 'serverissue'];
const DONE = ['resolved', 'closed', 'merged', 'deleted', 'spam'];
const PRIORITIES: [raw: string, label: string][] = [
  ['low', 'Faible'],
  ['medium', 'Moyenne'],
  ['high', 'Haute'],
  ['critical', 'Critique'],
];
/** Before every date of the tests. */
const UNDATED = -1;
const plain = (text: string | null) => (text ?? '').trim().toLowerCase();

function classOf(ticket: RawTicket): 'open' | 'pending' | 'done' {
  const status = plain(ticket.status);
  return status === 'pending' ? 'pending' : DONE.includes(status) ? 'done' : 'open';
}

function priorityLabel(ticket: RawTicket): string {
  return PRIORITIES.find(([raw]) => raw === plain(ticket.priority))?.[1] ?? 'Non renseignée';
}

/** Linear interpolation between the two nearest ranks. */
function percentile(sorted: number[], fraction: number): number | null {
  const rank = fraction * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (rank - Math.floor(rank));
}

export function expectedSummary(tickets: RawTicket[]) {
  const active = tickets.filter((ticket) => ticket.gone_at === null && classOf(ticket) !== 'done');
  const count = (holds: (ticket: RawTicket) => boolean) => active.filter(holds).length;
  const responses = active
    .flatMap(({ created_at, first_comment_at }) =>
      created_at && first_comment_at ? [Math.max(0, first_comment_at.getTime() - created_at.getTime()) / 1000] : []
    )
    .toSorted((a, b) => a - b);
  const isMajor = (ticket: RawTicket) => MAJOR.includes(plain(ticket.impact));
  const isMinor = (ticket: RawTicket) => plain(ticket.impact) === 'minor';
  return {
    total: active.length,
    open: count((ticket) => classOf(ticket) === 'open'),
    pending: count((ticket) => classOf(ticket) === 'pending'),
    impact_major: count(isMajor),
    impact_minor: count(isMinor),
    impact_none: count((ticket) => !isMajor(ticket) && !isMinor(ticket)),
    first_response_mean_s: responses.length === 0 ? null : responses.reduce((a, b) => a + b, 0) / responses.length,
    first_response_median_s: percentile(responses, 0.5),
    first_response_p90_s: percentile(responses, 0.9),
    unanswered: count((ticket) => ticket.first_comment_at === null),
  };
}

/** Newest first; `[connection, id]`. */
export function expectedNewest(
  items: Pick<AlertRow, 'connection' | 'external_id' | 'created_at'>[]
): [string, string][] {
  return items
    .toSorted(
      (a, b) =>
        (b.created_at?.getTime() ?? UNDATED) - (a.created_at?.getTime() ?? UNDATED) ||
        b.external_id - a.external_id ||
        (a.connection < b.connection ? -1 : 1)
    )
    .map((item) => [item.connection, String(item.external_id)]);
}

export function ticketsOfClass(tickets: RawTicket[], name: 'open' | 'pending'): RawTicket[] {
  return tickets.filter((ticket) => ticket.gone_at === null && classOf(ticket) === name);
}

/** `[label, count]` by priority: four rows, a fifth when there is one. */
export function expectedPriorities(tickets: RawTicket[], name: 'open' | 'pending'): [string, number][] {
  const labels = ticketsOfClass(tickets, name).map(priorityLabel);
  const rows = [...PRIORITIES.map(([, label]) => label), 'Non renseignée'].map((label): [string, number] => [
    label,
    labels.filter((other) => other === label).length,
  ]);
  return rows.filter(([label, count]) => label !== 'Non renseignée' || count > 0);
}
