import type { Row } from '../../fixtures/frames.ts';
import { foldStatus, isActive, showsInLastModified } from '../../simulators/atera/world/rules.ts';
import type { SimTicket } from '../../simulators/atera/world/types.ts';
import type { AteraWorld } from '../../simulators/atera/world/world.ts';

/** A ticket as it was from an instant on; null once it was deleted for good. */
interface Version {
  at: number;
  ticket: SimTicket | null;
}

/** One answer about tickets, with the instants between which it was asked for and came, epoch milliseconds. */
export interface TicketsAnswer {
  /** All active tickets of Atera that it lists. */
  listed: readonly Row[];
  /** Last successful reading, and last comparison of everything, as the answer says; null: never. */
  readAt: number | null;
  reconciledAt: number | null;
  /** Whether the source says that its lists did not come whole. */
  incomplete: boolean;
  receivedAt: number;
}

/**
 * How much older than it says an answer may be: a reading takes what Atera held when it began, and is dated when it ends. With
 * an Atera that answers slowly and wrongly, its pages are asked for several times in between.
 */
const READING_MS = 30_000;

const PRIORITIES: Record<string, string> = {
  low: 'Faible',
  medium: 'Moyenne',
  high: 'Haute',
  critical: 'Critique',
};
const IMPACTS: Record<string, string> = {
  major: 'Majeur',
  crisis: 'Majeur',
  sitedown: 'Majeur',
  serverissue: 'Majeur',
  minor: 'Mineur',
};
/** Statuses that wait, in the rules of the demo; every other one that is not done is open. */
const PENDING = ['pending', 'en attente client', 'planifié'];

/** What Atera held at every instant of a run: what an answer shows must have been so at some instant that it may be from. */
export class TicketsModel {
  readonly #world: AteraWorld;
  readonly #versions = new Map<number, Version[]>();

  constructor(world: AteraWorld) {
    this.#world = world;
    world.tickets().forEach((ticket) => this.#versions.set(ticket.TicketID, [{ at: -Infinity, ticket }]));
  }

  /** Notes what became of tickets that have just changed. */
  note(ids: readonly number[]): void {
    const at = Date.now();
    for (const id of ids) {
      const versions = this.#versions.get(id) ?? [];
      versions.push({ at, ticket: this.#world.ticket(id) ?? null });
      this.#versions.set(id, versions);
    }
  }

  /** In what a list is none that Vigie may show; one sentence each. */
  differencesOf(answer: TicketsAnswer): string[] {
    const from = answer.readAt === null ? -Infinity : answer.readAt - READING_MS;
    const seen = new Map(answer.listed.map((row) => [Number(row['id']), row]));
    const doubled = answer.listed.length - seen.size;
    const wrong = [...seen].flatMap(([id, row]) => this.#wrongRow(id, row, from, answer));
    // Nothing is said of what is missing in lists that did not come whole: the board says so itself.
    const missing = answer.incomplete
      ? []
      : [...this.#versions]
          .filter(([id, versions]) => !seen.has(id) && activeThroughout(versions, from, answer.receivedAt))
          .map(([id]) => `ticket ${id} is missing`);
    return [...(doubled > 0 ? [`${doubled} tickets are listed twice`] : []), ...wrong, ...missing];
  }

  /** The same for an account that has not changed since it was last compared as a whole: there is one right answer. */
  differencesNow({ listed }: Pick<TicketsAnswer, 'listed'>): string[] {
    const active = new Map(this.#world.activeTickets().map((ticket) => [ticket.TicketID, ticket]));
    const wrong = listed.flatMap((row) => {
      const ticket = active.get(Number(row['id']));
      return ticket !== undefined && shows(row, ticket) ? [] : [`ticket ${String(row['id'])} is not like that`];
    });
    const seen = new Set(listed.map(({ id }) => Number(id)));
    const missing = [...active.keys()].filter((id) => !seen.has(id)).map((id) => `ticket ${id} is missing`);
    return [...wrong, ...missing, ...(seen.size < listed.length ? ['tickets are listed twice'] : [])];
  }

  #wrongRow(id: number, row: Row, from: number, { reconciledAt, receivedAt }: TicketsAnswer): string[] {
    const versions = this.#versions.get(id) ?? [];
    const compared = reconciledAt === null ? -Infinity : reconciledAt - READING_MS;
    const possible = between(versions, from, receivedAt);
    // That a ticket was deleted or merged shows in no list of changes: it stays until everything is compared.
    const last = between(versions, -Infinity, receivedAt).findLast(({ ticket }) => ticket && isActive(ticket));
    const vanished = versions.some(
      ({ at, ticket }) => at >= compared && at <= receivedAt && (ticket === null || !showsInLastModified(ticket))
    );
    const candidates = vanished && last ? [...possible, last, ...between(versions, compared, receivedAt)] : possible;
    return candidates.some(({ ticket }) => ticket !== null && isActive(ticket) && shows(row, ticket))
      ? []
      : [`ticket ${id} (${JSON.stringify([row['status'], row['priority'], row['impact']])}) was never like that then`];
  }
}

/** The versions that stood at some instant of a stretch of time. */
function between(versions: readonly Version[], from: number, to: number): Version[] {
  return versions.filter(({ at }, index) => at <= to && (versions[index + 1]?.at ?? Infinity) >= from);
}

function activeThroughout(versions: readonly Version[], from: number, to: number): boolean {
  const stood = between(versions, from, to);
  return (
    stood.length > 0 &&
    (stood[0]?.at ?? Infinity) <= from &&
    stood.every(({ ticket }) => ticket !== null && isActive(ticket))
  );
}

function shows(row: Row, ticket: SimTicket): boolean {
  return (
    textOf(row['status']) === textOf(ticket.TicketStatus) &&
    row['class'] === (PENDING.includes(foldStatus(ticket.TicketStatus)) ? 'pending' : 'open') &&
    row['priority'] === (PRIORITIES[fold(ticket.TicketPriority)] ?? 'Non renseignée') &&
    row['impact'] === (IMPACTS[fold(ticket.TicketImpact)] ?? 'Aucun')
  );
}

/** The figures of the board, worked out from the list of all active tickets of Atera. */
export function figuresOf(listed: readonly Row[]): {
  summary: Record<string, number>;
  byPriority: Record<'open' | 'pending', Record<string, number>>;
} {
  const count = (column: string, value: string, rows = listed) => rows.filter((row) => row[column] === value).length;
  const byPriority = (status: 'open' | 'pending') => {
    const rows = listed.filter((row) => row['class'] === status);
    const known = Object.values(PRIORITIES).map((label) => [label, count('priority', label, rows)] as const);
    const none = count('priority', 'Non renseignée', rows);
    return Object.fromEntries(none === 0 ? known : [...known, ['Non renseignée', none]]);
  };
  return {
    summary: {
      total: listed.length,
      open: count('class', 'open'),
      pending: count('class', 'pending'),
      impact_major: count('impact', 'Majeur'),
      impact_minor: count('impact', 'Mineur'),
      impact_none: count('impact', 'Aucun'),
    },
    byPriority: { open: byPriority('open'), pending: byPriority('pending') },
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');
const fold = (value: unknown): string => textOf(value).toLowerCase();
