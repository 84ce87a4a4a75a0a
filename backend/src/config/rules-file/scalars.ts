import { ianaName } from '../../counters/entries/timezones.ts';
import { isDay } from '../../domain/clock/calendar.ts';
import { type Duration, durationMs, parseDuration } from '../../domain/clock/duration.ts';
import { holidayRegions } from '../../domain/clock/holidays.ts';
import type { HolidayCalendar } from '../../domain/rules/counters-rules.ts';
import { expressionProblem } from '../../schedule/cron.ts';
import { mapping, type Parser, perhaps, reject, required, scalar, shown, text } from './parsers.ts';

/** The longest time that rules may name; longer ones are slips of the pen. */
const LONGEST_MS = durationMs({ amount: 366, unit: 'd' });

/** `30s`, `2m`, `72h`, `5d`. */
export const duration: Parser<Duration> = scalar(
  {
    fr: 'une durée d’au plus 366d, telle que 30s, 2m, 72h ou 5d',
    en: 'a duration of at most 366d such as 30s, 2m, 72h or 5d',
  },
  (value) => {
    const parsed = typeof value === 'string' ? parseDuration(value) : undefined;
    return parsed && durationMs(parsed) <= LONGEST_MS ? parsed : undefined;
  }
);

/** A duration where only its length counts, in milliseconds. */
export const milliseconds: Parser<number> = (value, path, problems) => {
  const parsed = duration(value, path, problems);
  return parsed && durationMs(parsed);
};

/** An IANA time zone, in the letters of the database. */
export const timezone: Parser<string> = scalar(
  { fr: 'un fuseau horaire IANA tel que Europe/Paris', en: 'an IANA time zone such as Europe/Paris' },
  (value) => (typeof value === 'string' ? ianaName(value) : undefined)
);

/** A cron expression of five fields that comes some day. */
export const cronExpression: Parser<string> = (value, path, problems) => {
  const expression = text(value, path, problems);
  const problem = expression === undefined ? undefined : expressionProblem(expression);
  if (problem !== undefined) {
    problems.add(path, problem);
    return undefined;
  }
  return expression;
};

/** A calendar day. */
export const day: Parser<string> = scalar(
  { fr: 'un jour qui existe, écrit AAAA-MM-JJ', en: 'a day that exists, written YYYY-MM-DD' },
  (value) => (typeof value === 'string' && isDay(value) ? value : undefined)
);

/** A month of the calendar. */
export const month: Parser<string> = scalar(
  { fr: 'un mois, écrit AAAA-MM', en: 'a month, written YYYY-MM' },
  (value) => (typeof value === 'string' && isDay(`${value}-01`) ? value : undefined)
);

const calendarFields = mapping({ country: required(text), region: perhaps(text) });

/** A country, and perhaps a region, whose public holidays are known. */
export const holidayCalendar: Parser<HolidayCalendar> = (value, path, problems) => {
  const calendar = calendarFields(value, path, problems);
  if (calendar === undefined) {
    return undefined;
  }
  const { country, region } = calendar;
  const regions = holidayRegions(country);
  if (regions === undefined) {
    return reject(
      problems,
      [...path, 'country'],
      { fr: 'un code de pays à deux lettres tel que FR', en: 'a two-letter country code such as FR' },
      country
    );
  }
  if (region !== undefined && !regions.includes(region)) {
    const none = regions.length === 0;
    const list = regions.join(', ');
    problems.add([...path, 'region'], {
      fr: `n’est pas une région qui a ses propres jours fériés : ${country} ${none ? 'n’en a aucune' : `a ${list}`}, et non ${shown(region)}`,
      en: `is not a region with holidays of its own: ${country} has ${none ? 'none' : list}, not ${shown(region)}`,
    });
    return undefined;
  }
  return region === undefined ? { country } : { country, region };
};
