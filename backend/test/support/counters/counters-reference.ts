import type { CountersWorld, CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';
import { localDay } from './plain-calendar.ts';

/**
 * The rules of the counters read a second time, as plainly as can be: lists and loops over the rows in memory,
 * and `Intl` for the calendar. The tests hold the repository against it.
 */
export interface Reference {
  /** Entries of a site between two days, both included. */
  entries(enterprise: string, code: string, from: string, to: string): number;
  /** `enterprise/code` and entries, best first. */
  top(enterprises: readonly string[], from: string, to: string, limit: number): [site: string, entries: number][];
  yesterday(site: SiteRow): string;
  /** Without closures; a grace of six hours. */
  verdict(site: SiteRow, day: string): string;
  /** First and last day with a valid row that has come; undefined when there is none. */
  edges(site: SiteRow): [first: string, last: string] | undefined;
}

export function createReference(world: CountersWorld, now: Date): Reference {
  const zones = new Map(Intl.supportedValuesOf('timeZone').map((zone) => [zone.toLowerCase(), zone]));
  const zoneOf = (site: SiteRow | undefined): string =>
    zones.get((site?.timezone ?? '').trim().toLowerCase()) ?? 'Europe/Paris';
  const siteOf = (enterprise: string, code: string): SiteRow | undefined =>
    world.sites.find((site) => site.enterprise === enterprise && site.code === code);
  const keyOf = (enterprise: string, code: string): string => JSON.stringify([enterprise, code]);
  const rowsBySite = Map.groupBy(world.counting, (row) => keyOf(row.enterprise, row.code));
  const rowsOf = (enterprise: string, code: string, from: string, to: string): CountingRow[] => {
    const today = localDay(now, zoneOf(siteOf(enterprise, code)));
    const dayOf = (row: CountingRow): string => row.day_date.slice(0, 10);
    return (rowsBySite.get(keyOf(enterprise, code)) ?? [])
      .filter((row) => row.count !== null && row.count >= 0)
      .filter((row) => dayOf(row) >= from && dayOf(row) <= to && dayOf(row) <= today);
  };
  const entries: Reference['entries'] = (enterprise, code, from, to) =>
    rowsOf(enterprise, code, from, to).reduce((sum, row) => sum + (row.count ?? 0), 0);
  return {
    entries,
    top: (enterprises, from, to, limit) => {
      const known = enterprises.filter((name) => world.sites.some((site) => site.enterprise === name));
      const keys = known.flatMap((enterprise) =>
        [...new Set(world.counting.filter((row) => row.enterprise === enterprise).map((row) => row.code))].map(
          (code) => ({ enterprise, code, entries: entries(enterprise, code, from, to) })
        )
      );
      const text = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
      return keys
        .filter((key) => key.entries > 0)
        .sort((a, b) => b.entries - a.entries || text(a.enterprise, b.enterprise) || text(a.code, b.code))
        .slice(0, limit)
        .map((key) => [`${key.enterprise}/${key.code}`, key.entries]);
    },
    yesterday: (site) => new Date(Date.parse(localDay(now, zoneOf(site))) - 1).toISOString().slice(0, 10),
    verdict: (site, day) => {
      const rows = rowsOf(site.enterprise, site.code, day, day);
      const sixHoursAgo = new Date(now.getTime() - 6 * 3_600_000);
      if (localDay(now, zoneOf(site)) <= day || (rows.length === 0 && localDay(sixHoursAgo, zoneOf(site)) <= day)) {
        return 'unfinished';
      }
      if (rows.some((row) => (row.count ?? 0) > 0)) {
        return 'counted';
      }
      return site.ignore !== 0 && site.ignore !== null ? 'ignored' : rows.length > 0 ? 'zero' : 'no_data';
    },
    edges: (site) => {
      const days = rowsOf(site.enterprise, site.code, '0000-01-01', '9999-12-31')
        .map((row) => row.day_date.slice(0, 10))
        .sort();
      const [first, last] = [days[0], days.at(-1)];
      return first === undefined || last === undefined ? undefined : [first, last];
    },
  };
}
