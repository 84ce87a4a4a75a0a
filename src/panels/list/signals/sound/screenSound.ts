import { locationService } from '@grafana/runtime';

/** Parameter of the address by which a screen asks for signals. */
const PARAMETER = 'sound';

/** What a screen asks for: signals, and for their sound other hours than the panel's. */
export interface ScreenSound {
  isOn: boolean;
  hours?: string;
}

/**
 * What this screen asks for in its address: `sound=on`, hours such as `sound=07:30-20:00`, or nothing. The address that the browser
 * was opened with counts, too, unless the present one says otherwise: a playlist drops all parameters it does not know when it goes
 * to its first page, and opens its own address again after three rounds.
 */
export function screenSound(): ScreenSound {
  const present = locationService.getSearch().get(PARAMETER);
  const value = (present ?? openedWith() ?? '').trim();
  if (value === 'on') {
    return { isOn: true };
  }
  return /^\d/.test(value) ? { isOn: true, hours: value } : { isOn: false };
}

function openedWith(): string | null {
  const [navigation] = performance.getEntriesByType?.('navigation') ?? [];
  return navigation ? new URL(navigation.name).searchParams.get(PARAMETER) : null;
}
