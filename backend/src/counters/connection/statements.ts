/** Statements of one query that run at once: half of the pool's connections, so that another query is not kept waiting. */
const AT_ONCE = 4;

/** Runs the parts of a query, a few at a time; results in the order of the parts. The first failure ends it. */
export async function runStatements<P, R>(parts: readonly P[], run: (part: P) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(parts.length);
  const queue = parts.entries();
  const work = async (): Promise<void> => {
    for (const [index, part] of queue) {
      results[index] = await run(part);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}
