const UNITS = { y: 31_536_000, w: 604_800, d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 } as const;

/** Seconds of a duration as Prometheus (`1d`) or Go (`24h0m0s`) writes it. */
export function parseDuration(text: string): number {
  return [...text.matchAll(/(\d+)(ms|[ywdhms])/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * UNITS[unit as keyof typeof UNITS],
    0
  );
}

/** The duration as the provisioning API writes it, in whole days, hours, minutes and seconds: `1d`, `1h30m`, `0s`. */
export function formatDuration(seconds: number): string {
  let rest = seconds;
  const parts = (['d', 'h', 'm', 's'] as const).map((unit) => {
    const count = Math.floor(rest / UNITS[unit]);
    rest -= count * UNITS[unit];
    return count === 0 ? '' : `${count}${unit}`;
  });
  return parts.join('') || '0s';
}
