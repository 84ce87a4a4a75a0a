/** Percentile by linear interpolation, as `percentile_cont` has it. `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** Runs something repeatedly, one after the other, and tells each run's milliseconds; the first runs warm up. */
export async function timings(run: () => Promise<unknown>, { times = 200, warmUp = 20 } = {}): Promise<number[]> {
  const durations: number[] = [];
  for (let i = -warmUp; i < times; i += 1) {
    const startedAt = performance.now();
    await run();
    if (i >= 0) {
      durations.push(performance.now() - startedAt);
    }
  }
  return durations;
}
