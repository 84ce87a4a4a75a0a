const DAY_MS = 86_400_000;

/** From so many days on before its end, a token or a key is worth a warning. */
export const NEAR_DAYS = 30;

/** Days until an instant, begun ones counted whole, by real time; 0 or less when it is past. */
export function daysUntil(instant: Date): number {
  return Math.ceil((instant.getTime() - Date.now()) / DAY_MS);
}

/** The day of an instant, UTC. */
export function isoDay(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}
