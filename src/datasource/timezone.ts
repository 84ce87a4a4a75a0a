/**
 * The IANA name of a Grafana time zone setting: `browser` (or none) is the reader's own, `utc` is `UTC`, anything else is
 * an IANA name already.
 */
export function ianaTimezone(setting: string | undefined): string {
  if (!setting || setting === 'browser') {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
  return setting.toLowerCase() === 'utc' ? 'UTC' : setting;
}
