import { config } from '@grafana/runtime';

/**
 * The IANA name of a Grafana time zone setting: `browser` (or none) is the machine's own, `utc` is `UTC`, anything else is
 * an IANA name already.
 *
 * @returns undefined when the browser knows no such zone, and neither does the reader's or the organisation's preference:
 * the backend then takes the zone of its rules. A machine without a zone calls its own `Etc/Unknown`.
 */
export function ianaTimezone(setting: string | undefined): string | undefined {
  return [setting, config.bootData?.user?.timezone].map(nameOf).find(isKnown);
}

function nameOf(setting: string | undefined): string {
  if (!setting || setting === 'browser') {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  return setting.toLowerCase() === 'utc' ? 'UTC' : setting;
}

function isKnown(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
