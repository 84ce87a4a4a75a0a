import { useEffect, useRef, useState } from 'react';

/** How long a new row is marked. */
const MARKED_MS = 30_000;

const NONE: ReadonlySet<string> = new Set();

/**
 * The rows that came with an answer later than the first one, each for half a minute.
 *
 * @param keys - of the rows shown; undefined while there is no answer
 * @param question - what was asked: after another question all rows are others, and none of them is new
 */
export function useNewRows(keys: readonly string[] | undefined, question: string): ReadonlySet<string> {
  const known = useRef<{ question: string; keys: Set<string> } | undefined>(undefined);
  const [marked, setMarked] = useState(NONE);
  const answer = keys && JSON.stringify(keys);

  useEffect(() => {
    if (answer === undefined) {
      return undefined;
    }
    const present = JSON.parse(answer) as string[];
    const before = known.current;
    if (before?.question !== question) {
      known.current = { question, keys: new Set(present) };
      setMarked(NONE);
      return undefined;
    }
    const fresh = present.filter((key) => !before.keys.has(key));
    // A ticket that leaves a short list and comes back is not new.
    fresh.forEach((key) => before.keys.add(key));
    if (fresh.length === 0) {
      return undefined;
    }
    setMarked((already) => new Set([...already, ...fresh]));
    setTimeout(() => setMarked((already) => new Set([...already].filter((key) => !fresh.includes(key)))), MARKED_MS);
    return undefined;
  }, [answer, question]);

  return marked;
}
