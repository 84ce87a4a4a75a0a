import type { SiteKey } from '../../counters/entries/order.ts';
import type { CountersExamination, UnfinishedExamination } from '../../counters/quality/examination.ts';
import type { FeedsQuality, RowsQuality } from '../../counters/quality/quality.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type Check, ok, warning } from '../check.ts';
import { COUNTERS_TEXTS as TEXTS } from '../texts/counters.ts';

const PART = 'counters';
/** Places named as examples of one finding. */
const EXAMPLES = 3;

/**
 * Tells what an examination of the whole counters database found: may it be written, what in it is odd?
 * @param examination undefined: the counters are off
 */
export function checkCounters(examination: CountersExamination | undefined): Check[] {
  if (examination === undefined) {
    return [ok(PART, TEXTS.off())];
  }
  const { quality } = examination;
  return [
    ok(PART, TEXTS.answers(examination.database === 'pglite', quality.rows)),
    checkRights(examination),
    ...checkFindings([...rowsFindings(quality), ...feedsFindings(quality)]),
  ];
}

/** What is known of an examination that is still going on. */
export function checksSoFar({ database, progress, ...seen }: UnfinishedExamination): Check[] {
  return [
    ok(PART, TEXTS.answersSoFar(database === 'pglite')),
    checkRights(seen),
    ...(progress.feeds === undefined ? [] : checkFindings(feedsFindings(progress.feeds))),
  ];
}

/** What it has not looked at yet. */
export function checkProgress({ progress: { feeds, series } }: UnfinishedExamination): Check {
  return warning(PART, feeds === undefined ? TEXTS.readingWeeks() : TEXTS.readingRows(series));
}

function checkRights({ writable }: Pick<CountersExamination, 'writable'>): Check {
  return ok(PART, writable ? TEXTS.writable() : TEXTS.readOnly());
}

function checkFindings(found: readonly Finding[]): Check[] {
  return found
    .filter(({ count }) => count > 0)
    .map(({ what, places, advice }) => warning(PART, TEXTS.finding(what, places), advice));
}

interface Finding {
  count: number;
  what: LocalizedText;
  /** Where, as examples. */
  places: LocalizedText;
  advice: LocalizedText;
}

/** Of what every row was looked at for. */
function rowsFindings(quality: RowsQuality): Finding[] {
  const { keyless, invalidRows, unusableDays, unknownCodes, unknownEnterprises, futureRows } = quality;
  return [
    {
      count: keyless.sites + keyless.counting,
      what: TEXTS.keyless(keyless.sites, keyless.counting),
      places: listText([...(keyless.sites > 0 ? ['sites'] : []), ...(keyless.counting > 0 ? ['counting'] : [])]),
      advice: TEXTS.giveKeys(),
    },
    {
      count: invalidRows.nulls + invalidRows.negatives,
      what: TEXTS.invalidRows(invalidRows.nulls, invalidRows.negatives),
      places: sitesText(invalidRows.sites),
      advice: TEXTS.correctRows(),
    },
    {
      count: unusableDays.rows,
      what: TEXTS.unusableDays(unusableDays.rows),
      places: sitesText(unusableDays.sites),
      advice: TEXTS.correctRows(),
    },
    {
      count: unknownCodes.rows,
      what: TEXTS.unknownCodes(unknownCodes.rows),
      places: sitesText(unknownCodes.sites),
      advice: TEXTS.addSites(),
    },
    {
      count: unknownEnterprises.rows,
      what: TEXTS.unknownEnterprises(unknownEnterprises.rows),
      places: listText(unknownEnterprises.names.map((enterprise) => JSON.stringify(enterprise))),
      advice: TEXTS.addEnterprise(),
    },
    {
      count: futureRows.rows,
      what: TEXTS.futureRows(futureRows.rows),
      places: sitesText(futureRows.sites),
      advice: TEXTS.checkClocks(),
    },
  ];
}

/** Of what shows without it. */
function feedsFindings(quality: FeedsQuality): Finding[] {
  const { timezones, repeatedMidnights, habits } = quality;
  return [
    {
      count: quality.withoutTransactions.length,
      what: TEXTS.withoutTransactions(),
      places: listText(quality.withoutTransactions),
      advice: TEXTS.useInnodb(),
    },
    {
      count: quality.timestampZone === null ? 0 : 1,
      what: TEXTS.timestampDays(),
      places: listText([quality.timestampZone ?? '']),
      advice: TEXTS.useDatetime(),
    },
    {
      count: timezones.empty.length,
      what: TEXTS.emptyZones(timezones.empty.length),
      places: sitesText(timezones.empty),
      advice: TEXTS.giveZone(),
    },
    {
      count: timezones.unknown.length,
      what: TEXTS.unknownZones(timezones.unknown.length),
      places: sitesText(timezones.unknown),
      advice: TEXTS.giveZone(),
    },
    {
      count: quality.unknownIgnoreWords.length,
      what: TEXTS.unknownIgnoreWords(),
      places: listText(quality.unknownIgnoreWords.map((word) => JSON.stringify(word))),
      advice: TEXTS.useKnownWords(),
    },
    {
      count: quality.unknownGoals.length,
      what: TEXTS.unknownGoals(quality.unknownGoals.length),
      places: listText(quality.unknownGoals),
      advice: TEXTS.correctGoals(),
    },
    ...quality.alikeEnterprises.map((names) => ({
      count: names.length,
      what: TEXTS.alike(),
      places: listText(
        names.map((enterprise) => JSON.stringify(enterprise)),
        names.length
      ),
      advice: TEXTS.joinOrCorrect(),
    })),
    {
      count: quality.duplicateSites.length,
      what: TEXTS.duplicates(quality.duplicateSites.length),
      places: sitesText(quality.duplicateSites),
      advice: TEXTS.keepOne(),
    },
    {
      count: repeatedMidnights.siteDays,
      what: TEXTS.repeatedMidnights(repeatedMidnights.siteDays, repeatedMidnights.days),
      places: sitesText(repeatedMidnights.sites),
      advice: TEXTS.correctFeed(),
    },
    {
      count: habits.cumulative.length,
      what: TEXTS.cumulative(habits.cumulative.length),
      places: sitesText(habits.cumulative),
      advice: TEXTS.sendHours(),
    },
    {
      count: habits.twice.siteDays,
      what: TEXTS.twice(habits.twice.siteDays, habits.days),
      places: sitesText(habits.twice.sites),
      advice: TEXTS.correctFeed(),
    },
    {
      count: habits.utcMidnight.length,
      what: TEXTS.utcMidnight(habits.utcMidnight.length),
      places: sitesText(habits.utcMidnight),
      advice: TEXTS.sendLocalDays(),
    },
  ];
}

function sitesText(sites: readonly SiteKey[]): LocalizedText {
  return listText(sites.map(({ enterprise, code }) => `${JSON.stringify(enterprise)} ${code}`));
}

function listText(places: readonly string[], examples = EXAMPLES): LocalizedText {
  const named = places.slice(0, examples).join(', ');
  const others = places.length - examples;
  return others <= 0
    ? { fr: named, en: named }
    : { fr: `${named} et ${others} autre${others === 1 ? '' : 's'}`, en: `${named}, ${others} more` };
}
