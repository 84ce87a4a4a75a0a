/** A count's part of the total: the exact ratio, and a percentage fit to be shown. */
export interface Part {
  /** count / total, from 0 to 1; 0 when the total is 0. */
  share: number;
  /** 0 to 100 with one decimal; the percentages of one list add up to 100.0 (to 0 when the total is 0). */
  percent: number;
}

/**
 * Parts of a whole. Percentages are rounded by the largest-remainder method: each is rounded down to a tenth,
 * and the tenths still missing go to the largest remainders (the earlier of equals first).
 *
 * @param counts whole numbers ≥ 0
 */
export function partsOf(counts: readonly number[]): Part[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return counts.map(() => ({ share: 0, percent: 0 }));
  }
  // Tenths of a percent in whole-number arithmetic: a floating-point quotient could round a border the wrong way.
  const tenths = counts.map((count) => (count * 1000 - ((count * 1000) % total)) / total);
  const missing = 1000 - tenths.reduce((sum, value) => sum + value, 0);
  const byRemainder = counts
    .map((count, index) => ({ index, remainder: (count * 1000) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (const { index } of byRemainder.slice(0, missing)) {
    tenths[index] = (tenths[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({ share: count / total, percent: (tenths[index] ?? 0) / 10 }));
}
