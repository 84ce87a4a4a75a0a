import { IANAZone, Info, type Zone } from 'luxon';

const MINUTE_MS = 60_000;
/** Before, clocks changed at any second: those of Monrovia, the last, in 1972 at 00:44:30. Source: tz database. */
const MINUTES_ONLY_SINCE = Date.UTC(1973);
/** The days of decades, or the hours of two years. */
const MOST_OFFSETS = 20_000;

/**
 * A time zone that remembers its offsets. Luxon asks `Intl` for each offset, several times for each date that it computes, and
 * what goes over days would spend most of its time there.
 */
class RememberingZone extends IANAZone {
  readonly #offsets = new Map<number, number>();

  override offset(ts: number): number {
    if (!(ts >= MINUTES_ONLY_SINCE)) {
      return super.offset(ts);
    }
    const minute = Math.floor(ts / MINUTE_MS);
    const known = this.#offsets.get(minute);
    if (known !== undefined) {
      return known;
    }
    const offset = super.offset(ts);
    if (this.#offsets.size >= MOST_OFFSETS) {
      this.#offsets.clear();
    }
    this.#offsets.set(minute, offset);
    return offset;
  }
}

const zones = new Map<string, Zone>();

/** @returns what Luxon makes of the name of a time zone: for one that it does not know, a zone that is not valid */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) {
    return known;
  }
  const zone = Info.normalizeZone(name);
  if (!(zone instanceof IANAZone && zone.isValid)) {
    return zone;
  }
  const remembering = new RememberingZone(zone.name);
  zones.set(name, remembering);
  return remembering;
}
