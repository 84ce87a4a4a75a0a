import { config } from '@grafana/runtime';

/** What a browser remembers of the tickets it has shown, so that nothing is signalled twice. */
export interface Memory {
  /** By ticket and reason: when it was last seen, and whether the reason has been there while somebody could see it. */
  seen: Record<string, { at: number; told: boolean }>;
  /** The last answer to each question. */
  looks: Record<string, Look>;
}

/** What an answer showed. Instants are epoch milliseconds of the clock that the data goes by. */
export interface Look {
  at: number;
  /** All tickets. */
  tickets: string[];
  /** Creation of the oldest ticket. */
  oldestCreation?: number;
  /** Latest due date. */
  latestDue?: number;
}

/** What has not been seen for so long is forgotten. */
const EXPIRY_MS = 30 * 86_400_000;

/** The last seen are kept: twice as many rows as a list draws, each for both reasons. */
const MOST_SEEN = 2000;
const MOST_LOOKS = 50;

/** Where the browser keeps nothing, at least this page does not tell things twice. */
let lent = '';

/** One for each organisation, whose ticket numbers are its own. */
function storageKey(): string {
  return `vigie.signals.${config.bootData?.user?.orgId ?? 0}`;
}

/** @returns an empty memory when there is none, or none that can be read */
export function readMemory(): Memory {
  try {
    return parsed(localStorage.getItem(storageKey()) ?? '');
  } catch {
    return parsed(lent);
  }
}

/** @param now - of the clock that the data goes by, in epoch milliseconds */
export function writeMemory({ seen, looks }: Memory, now: number): void {
  const kept: Memory = { seen: latest(seen, MOST_SEEN, now), looks: latest(looks, MOST_LOOKS, now) };
  lent = JSON.stringify(kept);
  try {
    localStorage.setItem(storageKey(), lent);
  } catch {
    // Full, or switched off.
  }
}

function latest<T extends { at: number }>(entries: Record<string, T>, most: number, now: number): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries)
      .filter(([, { at }]) => now - at < EXPIRY_MS)
      .sort(([, a], [, b]) => b.at - a.at)
      .slice(0, most)
  );
}

function parsed(text: string): Memory {
  try {
    const { seen, looks } = JSON.parse(text) as Partial<Memory>;
    return { seen: entriesOf(seen, 'told'), looks: entriesOf(looks, 'tickets') };
  } catch {
    return { seen: {}, looks: {} };
  }
}

/** What another version has written is left out. */
function entriesOf<T extends object>(entries: Record<string, T> | undefined, needed: keyof T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries ?? {}).filter(([, entry]) => 'at' in entry && needed in entry));
}
