import {
  type ClosureRule,
  type CountersRules,
  DEFAULT_COUNTERS_RULES,
  type JoinedEnterprise,
} from '../../../domain/rules/counters-rules.ts';
import {
  checked,
  integer,
  list,
  type ListCheck,
  mapping,
  oneOrMore,
  optional,
  type Parser,
  perhaps,
  required,
  scalar,
  text,
} from '../parsers.ts';
import { day, holidayCalendar, timezone } from '../scalars.ts';
import { weekdayOf } from '../weekdays.ts';

const weekday = scalar(
  { fr: 'un jour de la semaine tel que sunday', en: 'a day of the week such as sunday' },
  (value) => (typeof value === 'string' ? weekdayOf(value) : undefined)
);

const closure: Parser<ClosureRule> = checked(
  mapping({
    enterprise: required(text),
    code: perhaps(text),
    siteCountries: perhaps(oneOrMore(text)),
    weekly: perhaps(oneOrMore(weekday)),
    from: perhaps(day),
    to: perhaps(day),
    holidays: perhaps(holidayCalendar),
    reason: perhaps(text),
  }),
  ({ weekly, from, to, holidays, siteCountries }, path, problems) => {
    if (weekly === undefined && holidays === undefined && from === undefined && to === undefined) {
      problems.add(path, {
        fr: 'ne nomme aucun jour : ajoutez weekly, holidays, ou from et to',
        en: 'names no day: add weekly, holidays, or from and to',
      });
    }
    if (from !== undefined && to !== undefined && from > to) {
      problems.add([...path, 'to'], { fr: `${to} précède ${from}`, en: `${to} is before ${from}` });
    }
    if (holidays !== undefined && siteCountries === undefined) {
      problems.add(
        [...path, 'holidays'],
        {
          fr: 'demande siteCountries à côté : les textes de pays des compteurs que cela ferme',
          en: 'needs siteCountries beside it: the country texts of the sites it closes',
        },
        'key'
      );
    }
  }
);

/** A spelling belongs to one company. Names count byte for byte here: `bash ` is another name than `bash`. */
const checkSpellings: ListCheck<JoinedEnterprise> = (companies, path, problems) => {
  const owners = new Map<string, string>();
  for (const [index, company] of companies.entries()) {
    for (const spelling of company === undefined ? [] : [company.name, ...company.alsoWritten]) {
      const owner = owners.get(spelling);
      if (owner !== undefined) {
        problems.add([...path, index], {
          fr: `« ${spelling} » appartient déjà à « ${owner} »`,
          en: `"${spelling}" belongs to "${owner}" already`,
        });
      }
      owners.set(spelling, owner ?? company?.name ?? spelling);
    }
  }
};

/** The `counters` section. */
export const countersRules: Parser<CountersRules> = mapping({
  graceHours: optional(integer(0, 72), DEFAULT_COUNTERS_RULES.graceHours),
  timezone: optional(timezone, DEFAULT_COUNTERS_RULES.timezone),
  // A range of a month must be possible; a hundred years are more than any counter has.
  maxDays: optional(integer(31, 36_600), DEFAULT_COUNTERS_RULES.maxDays),
  closed: optional(list(closure), DEFAULT_COUNTERS_RULES.closed),
  enterprises: optional(
    list(mapping({ name: required(text), alsoWritten: required(list(text)) }), checkSpellings),
    DEFAULT_COUNTERS_RULES.enterprises
  ),
});
