import type { SiteKey } from '../../counters/order.ts';
import type { CountersQuality } from '../../counters/quality.ts';
import type { Backend } from '../backend.ts';
import { type Check, ok, warning } from './check.ts';

const PART = 'counters';
/** Places named as examples of one finding. */
const EXAMPLES = 3;

/** Asks for the whole counters database: does it answer, may it be written, what in it is odd? */
export async function checkCounters(backend: Pick<Backend, 'examineCounters'>): Promise<Check[]> {
  const examination = await backend.examineCounters();
  if (examination === undefined) {
    return [ok(PART, 'The counters are off: COUNTERS_URL is not set.')];
  }
  const { database, writable, quality } = examination;
  const name = database === 'mysql' ? 'The counters database' : 'The embedded counters database';
  return [
    ok(PART, `${name} answers: ${quality.rows} rows of counts.`),
    ok(
      PART,
      writable
        ? 'Its user may change sites.'
        : 'Its user may only read: sites can be looked at, not changed (grant INSERT and UPDATE on sites to change them).'
    ),
    ...findings(quality).map(({ count, text, places, advice }) =>
      count === 0 ? undefined : warning(PART, `${text}: ${places}.`, advice)
    ),
  ].filter((check) => check !== undefined);
}

interface Finding {
  count: number;
  text: string;
  /** Where, as examples. */
  places: string;
  advice: string;
}

function findings(quality: CountersQuality): Finding[] {
  const { invalidRows, unknownCodes, unknownEnterprises, futureRows, timezones, repeatedMidnights } = quality;
  return [
    {
      count: invalidRows.nulls + invalidRows.negatives,
      text: `${invalidRows.nulls} rows without a count and ${invalidRows.negatives} with a negative one count as absent`,
      places: sitesText(invalidRows.sites),
      advice: 'Correct them, or the feed that writes them.',
    },
    {
      count: unknownCodes.rows,
      text: `${unknownCodes.rows} rows belong to codes that are not in sites; they enter sums, never alerts`,
      places: sitesText(unknownCodes.sites),
      advice: 'Add these sites, or correct the codes of the feed.',
    },
    {
      count: unknownEnterprises.rows,
      text: `${unknownEnterprises.rows} rows belong to enterprises that have no site; they count nowhere`,
      places: listText(unknownEnterprises.names.map((enterprise) => JSON.stringify(enterprise))),
      advice: 'Add a site of theirs, or join the spelling in the rules (counters.enterprises).',
    },
    {
      count: futureRows.rows,
      text: `${futureRows.rows} rows are later than today at their site and do not count yet`,
      places: sitesText(futureRows.sites),
      advice: 'Check the clock of the counters and the time zone of the sites.',
    },
    {
      count: timezones.empty.length,
      text: `${timezones.empty.length} sites have no time zone; the one of the rules stands in`,
      places: sitesText(timezones.empty),
      advice: 'Give them an IANA name such as Europe/Paris.',
    },
    {
      count: timezones.unknown.length,
      text: `${timezones.unknown.length} sites have a time zone that is no IANA name; the one of the rules stands in`,
      places: sitesText(timezones.unknown),
      advice: 'Give them an IANA name such as Europe/Paris.',
    },
    ...quality.alikeEnterprises.map((names) => ({
      count: names.length,
      text: 'Enterprises whose names look alike are different ones',
      places: names.map((enterprise) => JSON.stringify(enterprise)).join(', '),
      advice: 'If they are one company, join them in the rules (counters.enterprises), or correct the table.',
    })),
    {
      count: quality.duplicateSites.length,
      text: `${quality.duplicateSites.length} sites stand in the table under several spellings that the rules join`,
      places: sitesText(quality.duplicateSites),
      advice: 'Keep one row of each.',
    },
    {
      count: repeatedMidnights.siteDays,
      text:
        `${repeatedMidnights.siteDays} hourly days of the last ${repeatedMidnights.days} have a row at 00:00 that repeats ` +
        'the sum of the others, and so count twice',
      places: sitesText(repeatedMidnights.sites),
      advice: 'Correct the feed of these counters.',
    },
  ];
}

function sitesText(sites: readonly SiteKey[]): string {
  return listText(sites.map(({ enterprise, code }) => `${JSON.stringify(enterprise)} ${code}`));
}

function listText(places: readonly string[]): string {
  const more = places.length > EXAMPLES ? [`${places.length - EXAMPLES} more`] : [];
  return [...places.slice(0, EXAMPLES), ...more].join(', ');
}
