import Type from 'typebox';

import { ianaName } from '../../counters/entries/timezones.ts';
import { isDay } from '../../domain/clock/calendar.ts';
import { type Duration, durationMs, parseDuration } from '../../domain/clock/duration.ts';
import { holidayRegions } from '../../domain/clock/holidays.ts';
import { expressionProblem } from '../../schedule/cron.ts';
import { shown } from '../../schemas/sentences.ts';
import { examined, type Flaw, mapping, text, understood } from '../../schemas/types.ts';

/** The longest time that rules may name; longer ones are slips of the pen. */
const LONGEST_MS = durationMs({ amount: 366, unit: 'd' });

/** `30s`, `2m`, `72h`, `5d`. */
export const duration = understood(
  {
    pattern: '^\\s*[1-9]\\d{0,6}[smhd]\\s*$',
    expected: {
      fr: 'une durée d’au plus 366d, telle que 30s, 2m, 72h ou 5d',
      en: 'a duration of at most 366d such as 30s, 2m, 72h or 5d',
    },
  },
  (written): Duration | undefined => {
    const parsed = parseDuration(written);
    return parsed && durationMs(parsed) <= LONGEST_MS ? parsed : undefined;
  }
);

/** A duration where only its length counts, in milliseconds. */
export const milliseconds = Type.Decode(duration, durationMs);

/** An IANA time zone, in the letters of the database. */
export const timezone = understood(
  {
    expected: { fr: 'un fuseau horaire IANA tel que Europe/Paris', en: 'an IANA time zone such as Europe/Paris' },
  },
  ianaName
);

/** What is wrong with a cron expression of five fields, or that it never comes. */
export function cronFlaws(expression: string): Flaw[] {
  const problem = expressionProblem(expression);
  return problem === undefined ? [] : [problem];
}

/** A calendar day. */
export const day = understood(
  {
    pattern: '^\\d{4}-\\d{2}-\\d{2}$',
    expected: { fr: 'un jour qui existe, écrit AAAA-MM-JJ', en: 'a day that exists, written YYYY-MM-DD' },
  },
  (written) => (isDay(written) ? written : undefined)
);

/** A month of the calendar. */
export const month = understood(
  {
    pattern: '^\\d{4}-\\d{2}$',
    expected: { fr: 'un mois, écrit AAAA-MM', en: 'a month, written YYYY-MM' },
  },
  (written) => (isDay(`${written}-01`) ? written : undefined)
);

/** A country, and perhaps a region, whose public holidays are known. */
export const holidayCalendar = examined(
  mapping({ country: text, region: Type.Optional(text) }),
  ({ country, region }): Flaw[] => {
    const regions = holidayRegions(country);
    if (regions === undefined) {
      const fr = `doit être un code de pays à deux lettres tel que FR, et non ${shown(country)}`;
      return [{ path: ['country'], fr, en: `must be a two-letter country code such as FR, not ${shown(country)}` }];
    }
    if (region === undefined || regions.includes(region)) {
      return [];
    }
    const none = regions.length === 0;
    const list = regions.join(', ');
    const fr = `n’est pas une région qui a ses propres jours fériés : ${country} ${none ? 'n’en a aucune' : `a ${list}`}, et non ${shown(region)}`;
    const en = `is not a region with holidays of its own: ${country} has ${none ? 'none' : list}, not ${shown(region)}`;
    return [{ path: ['region'], fr, en }];
  }
);
