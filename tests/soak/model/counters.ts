import type { CountingRow, SiteRow } from '../../fixtures/counters/world.ts';
import type { Row } from '../../fixtures/frames.ts';

/** A row that a counter sent during the run. */
interface Sent {
  row: CountingRow;
  begunAt: number;
  /** Undefined while nobody knows whether the database has it. */
  acknowledgedAt: number | undefined;
}

/** How much older than it says an answer may be: the statements of one query are sent one after the other. */
const QUERY_MS = 30_000;

/** What the counters database holds, kept in plain arrays, and the sums that follow from it. */
export class CountersModel {
  readonly sites: readonly SiteRow[];
  /** Sums of each site and day before the run: `enterprise`, `code`, day. */
  readonly #days = new Map<string, number>();
  /** Sums of each enterprise before the run. */
  readonly #before = new Map<string, number>();
  readonly #sent: Sent[] = [];

  constructor(world: { sites: readonly SiteRow[]; counting: readonly CountingRow[] }) {
    this.sites = world.sites;
    for (const { enterprise, code, day_date: date, count } of world.counting) {
      const key = keyOf(enterprise, code, date.slice(0, 10));
      this.#days.set(key, (this.#days.get(key) ?? 0) + (count ?? 0));
      this.#before.set(enterprise, (this.#before.get(enterprise) ?? 0) + (count ?? 0));
    }
  }

  of(enterprise: string): SiteRow[] {
    return this.sites.filter((site) => site.enterprise === enterprise);
  }

  /** Notes a row before it is sent. @returns notes that the database has it */
  send(row: CountingRow): () => void {
    const sent: Sent = { row, begunAt: Date.now(), acknowledgedAt: undefined };
    this.#sent.push(sent);
    return () => {
      sent.acknowledgedAt = Date.now();
    };
  }

  /** Entries of each site and day of a range that was over before the run, by site and day; days without rows are absent. */
  days(enterprise: string, days: readonly string[]): Map<string, number> {
    return new Map(
      this.of(enterprise).flatMap(({ code }) =>
        days.flatMap((day) => {
          const entries = this.#days.get(keyOf(enterprise, code, day));
          return entries === undefined ? [] : [[`${code} ${day}`, entries] as const];
        })
      )
    );
  }

  /** The sites with most entries over such days: most first, then by code. */
  top(enterprise: string, days: readonly string[], limit: number): { code: string; entries: number }[] {
    return this.of(enterprise)
      .map(({ code }) => ({
        code,
        entries: days.reduce((sum, day) => sum + (this.#days.get(keyOf(enterprise, code, day)) ?? 0), 0),
      }))
      .filter(({ entries }) => entries > 0)
      .sort((a, b) => b.entries - a.entries || (a.code < b.code ? -1 : 1))
      .slice(0, limit);
  }

  /** The least and the most that a sum of all days may be in an answer dated `readAt` that has come at `receivedAt`. */
  total(enterprise: string, readAt: number, receivedAt: number): { least: number; most: number } {
    const before = this.#before.get(enterprise) ?? 0;
    const own = this.#sent.filter(({ row }) => row.enterprise === enterprise);
    const sum = (rows: readonly Sent[]) => rows.reduce((total, { row }) => total + (row.count ?? 0), before);
    return {
      least: sum(own.filter(({ acknowledgedAt = Infinity }) => acknowledgedAt < readAt - QUERY_MS)),
      most: sum(own.filter(({ begunAt }) => begunAt <= receivedAt)),
    };
  }
}

/** What a tenant's answer shows of others: names of enterprises as they would stand in it, and rows that are not its own. */
export function foreignIn(text: string, rows: readonly Row[], own: string, enterprises: readonly string[]): string[] {
  const named = enterprises.filter((name) => name !== own && text.includes(JSON.stringify(name)));
  const strangers = rows.flatMap(({ enterprise = own }) => (enterprise === own ? [] : [String(enterprise)]));
  return [...new Set([...named, ...strangers])].map((name) => `an answer to ${own} shows ${name}`);
}

const keyOf = (enterprise: string, code: string, day: string): string => JSON.stringify([enterprise, code, day]);
