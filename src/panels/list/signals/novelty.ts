import type { Look, Memory } from './memory';
import type { Sighting } from './sighting';

interface Novelty {
  /** What has just become so, in the order of the list. */
  signals: Sighting[];
  /** The memory after this answer. */
  memory: Memory;
}

/**
 * What of an answer is news to somebody who has seen what the memory holds. A reason that is there at the first look is none, nor
 * is a ticket that only came up into a short list because others left it.
 *
 * @param question - tells lists apart
 * @param now - when the answer was given, on the clock that the data goes by, in epoch milliseconds
 */
export function noticed(memory: Memory, question: string, sightings: readonly Sighting[], now: number): Novelty {
  const look = Object.hasOwn(memory.looks, question) ? memory.looks[question] : undefined;
  const present = new Set(sightings.map(({ ticket }) => ticket));
  const isComplete = look !== undefined && look.tickets.every((ticket) => present.has(ticket));
  const seen = { ...memory.seen };
  const signals: Sighting[] = [];
  for (const sighting of sightings) {
    const { key, holds } = sighting;
    const before = Object.hasOwn(seen, key) ? seen[key] : undefined;
    // Seen without the reason: it has come about since.
    if (holds && !before?.told && (before !== undefined || (look && (isComplete || isRecent(sighting, look))))) {
      signals.push(sighting);
    }
    seen[key] = { at: now, told: holds || before?.told === true };
  }
  return { signals, memory: { seen, looks: { ...memory.looks, [question]: lookAt(sightings, [...present], now) } } };
}

/** Whether a ticket would have stood in the earlier answer, had it been there (or due) by then. */
function isRecent({ reason, instant }: Sighting, { at, oldestCreation, latestDue }: Look): boolean {
  if (instant === undefined) {
    return true;
  }
  return reason === 'critical'
    ? instant >= (oldestCreation ?? -Infinity)
    : instant > at || instant <= (latestDue ?? Infinity);
}

function lookAt(sightings: readonly Sighting[], tickets: string[], at: number): Look {
  const instants = (wanted: Sighting['reason']) =>
    sightings.flatMap(({ reason, instant }) => (reason === wanted && instant !== undefined ? [instant] : []));
  const created = instants('critical');
  const due = instants('breached');
  return {
    at,
    tickets,
    ...(created.length > 0 && { oldestCreation: Math.min(...created) }),
    ...(due.length > 0 && { latestDue: Math.max(...due) }),
  };
}
