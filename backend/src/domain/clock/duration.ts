const UNIT_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

export type DurationUnit = keyof typeof UNIT_MS;

/** A length of time as the rules write it. The unit matters: on the business clock, days are working days. */
export interface Duration {
  /** A whole number ≥ 1. */
  amount: number;
  unit: DurationUnit;
}

/** `30s`, `2m`, `72h`, `5d`; undefined for anything else, zero included. */
export function parseDuration(text: string): Duration | undefined {
  const match = /^([1-9]\d{0,6})([smhd])$/.exec(text.trim());
  return match ? { amount: Number(match[1]), unit: match[2] as DurationUnit } : undefined;
}

/** The length in elapsed time, a day being 24 hours. */
export function durationMs({ amount, unit }: Duration): number {
  return amount * UNIT_MS[unit];
}

/** The form {@link parseDuration} reads. */
export function formatDuration({ amount, unit }: Duration): string {
  return `${amount}${unit}`;
}
