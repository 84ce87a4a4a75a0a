import type { Access } from '../../domain/access/access.ts';
import type { Counters } from '../counters.ts';
import { type EntriesAnswer, readSiteSums, type SiteSum } from '../entries/entries.ts';
import { compareSiteKeys, type SiteKey, siteKeyText } from '../entries/order.ts';
import type { SiteOutline } from '../sites/sites.ts';
import type { ComparedMonths } from './month.ts';
import { siteLabel } from './top.ts';

export interface CompareMonthsRequest {
  enterprises?: readonly string[] | undefined;
  by: 'site' | 'enterprise';
  months: ComparedMonths;
  now: Date;
}

/** Entries of a month, and the sites that sent a valid row in it. */
export interface MonthSum {
  entries: number;
  sites: number;
}

/** The months of one site, or of all sites of one enterprise (then without what only a site has). */
export interface ComparedMonthsRow {
  enterprise: string;
  code: string | null;
  city: string | null;
  label: string | null;
  /** Null for an enterprise, and for a code unknown to `sites`. */
  operational: boolean | null;
  of: MonthSum;
  before: MonthSum;
  yearBefore: MonthSum;
}

/** Compares a month with two earlier ones: every site the caller may see, and the codes unknown to `sites` that sent rows. */
export async function compareMonths(
  counters: Counters,
  access: Access,
  { enterprises, by, months, now }: CompareMonthsRequest
): Promise<ComparedMonthsRow[]> {
  const read = (range: { from: string; to: string }): Promise<EntriesAnswer<SiteSum, SiteOutline>> =>
    readSiteSums(counters, access, { enterprises, ...range, now });
  const [month, monthBefore, yearBefore] = await Promise.all([
    read(months.month),
    read(months.monthBefore),
    read(months.yearBefore),
  ]);
  const known = new Map(month.sites.map((site) => [siteKeyText(site), site]));
  const sumsBySite = { month: bySite(month), monthBefore: bySite(monthBefore), yearBefore: bySite(yearBefore) };
  // A code that sent invalid rows only sent nothing.
  const senders = [month, monthBefore, yearBefore].flatMap(({ sums }) => sums.filter(hasRows));
  const keys = new Map<string, SiteKey>([...known.values(), ...senders].map((key) => [siteKeyText(key), key]));
  const sumsOf = (members: readonly SiteKey[]): Pick<ComparedMonthsRow, 'of' | 'before' | 'yearBefore'> => ({
    of: addUp(sumsBySite.month, members),
    before: addUp(sumsBySite.monthBefore, members),
    yearBefore: addUp(sumsBySite.yearBefore, members),
  });
  const sorted = [...keys.values()].sort(compareSiteKeys);
  if (by === 'site') {
    return sorted.map((key) => {
      const site = known.get(siteKeyText(key));
      return {
        enterprise: key.enterprise,
        code: key.code,
        city: site?.city ?? null,
        label: siteLabel(key.code, site),
        operational: site?.operational ?? null,
        ...sumsOf([key]),
      };
    });
  }
  return [...Map.groupBy(sorted, ({ enterprise }) => enterprise)].map(([enterprise, members]) => ({
    ...{ enterprise, code: null, city: null, label: null, operational: null },
    ...sumsOf(members),
  }));
}

type SumsBySite = ReadonlyMap<string, SiteSum>;

const bySite = ({ sums }: Pick<EntriesAnswer<SiteSum>, 'sums'>): SumsBySite =>
  new Map(sums.map((sum) => [siteKeyText(sum), sum]));

const hasRows = ({ validRows }: SiteSum): boolean => validRows > 0;

function addUp(sums: SumsBySite, members: readonly SiteKey[]): MonthSum {
  const found = members.flatMap((key) => sums.get(siteKeyText(key)) ?? []);
  return {
    entries: found.reduce((total, { entries }) => total + entries, 0),
    sites: found.filter(hasRows).length,
  };
}
