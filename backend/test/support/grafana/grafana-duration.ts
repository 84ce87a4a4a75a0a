const UNITS: [unit: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/** A duration the way Grafana gives it back. */
export function grafanasDuration(text: string): string {
  let rest = [...text.matchAll(/(\d+)([dhms])/g)].reduce((sum, [, count, unit]) => {
    return sum + Number(count) * (UNITS.find(([each]) => each === unit)?.[1] ?? 0);
  }, 0);
  const parts = UNITS.map(([unit, seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}
