import { type Day, eachDay } from '../../domain/clock/calendar.ts';
import { holidayNames } from '../../domain/clock/holidays.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Site } from '../sites/sites.ts';
import type { ClosureLine, Closures } from '../verdicts/closures.ts';
import { type Mark, whose } from './marks.ts';

interface Days {
  from: Day;
  to: Day;
}

/**
 * Closures that the rules declare from a day to a day. Those of a day of each week are none: their curve shows them by itself.
 * @param sites of the caller: a line that closes none of them is left out.
 */
export function closureMarks({ lines }: Closures, sites: readonly Site[], range: Days): Mark[] {
  return lines
    .filter(({ rule }) => rule.weekly === undefined && rule.holidays === undefined)
    .flatMap((line) => {
      const { from = range.from, to = range.to, reason } = line.rule;
      const days = { from: from > range.from ? from : range.from, to: to < range.to ? to : range.to };
      const closed = sites.filter((site) => line.appliesTo(site));
      return days.from > days.to || closed.length === 0
        ? []
        : [markOf('closure', days, titled(CLOSURE, reason), closed, sites)];
    });
}

/** Public holidays on which sites are closed; one mark a day and holiday, whatever number of lines names it. */
export function holidayMarks({ lines }: Closures, sites: readonly Site[], range: Days): Mark[] {
  const days = eachDay(range.from, range.to);
  const found = new Map<string, { day: Day; title: LocalizedText; closed: Set<Site> }>();
  for (const line of lines) {
    const closed = sites.filter((site) => line.appliesTo(site));
    for (const day of closed.length === 0 ? [] : holidaysOf(line, days)) {
      const title = holidayTitle(line, day);
      const key = `${day} ${title.en}`;
      const known = found.get(key) ?? { day, title, closed: new Set() };
      closed.forEach((site) => known.closed.add(site));
      found.set(key, known);
    }
  }
  return [...found.values()].map(({ day, title, closed }) =>
    markOf(
      'holiday',
      { from: day, to: day },
      title,
      sites.filter((site) => closed.has(site)),
      sites
    )
  );
}

const CLOSURE = { fr: 'Fermeture', en: 'Closure' };
const HOLIDAY = { fr: 'Jour férié', en: 'Public holiday' };

function titled({ fr, en }: LocalizedText, reason: string | undefined): LocalizedText {
  return reason === undefined ? { fr, en } : { fr: `${fr} : ${reason}`, en: `${en}: ${reason}` };
}

/** A line with weekdays beside its holidays closes on both: only the holidays have a name. */
function holidaysOf({ rule, holdsOn }: ClosureLine, days: readonly Day[]): Day[] {
  const names = rule.holidays && holidayNames(rule.holidays);
  return names === undefined ? [] : days.filter((day) => holdsOn(day) && names(day, 'en') !== undefined);
}

function holidayTitle({ rule }: ClosureLine, day: Day): LocalizedText {
  const names = rule.holidays && holidayNames(rule.holidays);
  return {
    fr: titled(HOLIDAY, names?.(day, 'fr')).fr,
    en: titled(HOLIDAY, names?.(day, 'en')).en,
  };
}

function markOf(
  kind: 'closure' | 'holiday',
  days: Days,
  title: LocalizedText,
  closed: readonly Site[],
  all: readonly Site[]
): Mark {
  const enterprises = [...new Set(closed.map(({ enterprise }) => enterprise))];
  return { kind, ...days, title, text: whose(closed, all), enterprises };
}
