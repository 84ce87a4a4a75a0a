import {
  type ClosureRule,
  type CountersRules,
  DEFAULT_COUNTERS_RULES,
  type GoalRule,
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
  unique,
} from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { day, holidayCalendar, month, timezone } from '../scalars.ts';
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

const goal: Parser<GoalRule> = mapping({
  enterprise: required(text),
  code: perhaps(text),
  month: required(month),
  entries: required(integer(1, 1_000_000_000)),
});

/** Of two goals for the same, nobody could say which counts. */
const checkGoals: ListCheck<GoalRule> = unique(
  { fr: 'l’objectif de', en: 'the goal of' },
  ({ enterprise, code, month: of }) => [enterprise, ...(code === undefined ? [] : [code]), of].join(' · ')
);

/** Two spellings of one company are the same enterprise. */
const checkGoalSpellings = ({ goals, enterprises }: CountersRules, path: Path, problems: Problems): void => {
  for (const [index, { enterprise }] of goals.entries()) {
    const company = enterprises.find(
      ({ name, alsoWritten }) => name !== enterprise && alsoWritten.includes(enterprise)
    );
    if (company !== undefined) {
      problems.add([...path, 'goals', index, 'enterprise'], {
        fr: `« ${enterprise} » est une écriture de « ${company.name} » : écrivez ce nom`,
        en: `"${enterprise}" is a spelling of "${company.name}": write that name`,
      });
    }
  }
};

/** A token's part of something cannot be more than there is for all. */
const checkParts: Parameters<typeof checked<CountersRules>>[1] = (rules, path, problems) => {
  for (const [part, whole] of [
    ['maxConcurrentPerToken', 'maxConcurrent'],
    ['maxStatementsPerToken', 'maxStatements'],
  ] as const) {
    if (rules[part] > rules[whole]) {
      problems.add([...path, part], {
        fr: `${rules[part]} dépasse ${whole}, qui vaut ${rules[whole]}`,
        en: `${rules[part]} is more than ${whole}, which is ${rules[whole]}`,
      });
    }
  }
};

const fields: Parser<CountersRules> = mapping({
  graceHours: optional(integer(0, 72), DEFAULT_COUNTERS_RULES.graceHours),
  timezone: optional(timezone, DEFAULT_COUNTERS_RULES.timezone),
  // A range of a month must be possible; a hundred years are more than any counter has.
  maxDays: optional(integer(31, 36_600), DEFAULT_COUNTERS_RULES.maxDays),
  // A hundred sites over three years at least; a table of a hundred million rows takes minutes to read.
  maxSiteDays: optional(integer(100_000, 100_000_000), DEFAULT_COUNTERS_RULES.maxSiteDays),
  maxConcurrentPerToken: optional(integer(1, 64), DEFAULT_COUNTERS_RULES.maxConcurrentPerToken),
  maxConcurrent: optional(integer(1, 256), DEFAULT_COUNTERS_RULES.maxConcurrent),
  maxWaitingPerToken: optional(integer(0, 10_000), DEFAULT_COUNTERS_RULES.maxWaitingPerToken),
  // A call is given up after 25 seconds: what has waited for 20 has little time left.
  maxWaitSeconds: optional(integer(1, 20), DEFAULT_COUNTERS_RULES.maxWaitSeconds),
  maxStatementsPerToken: optional(integer(1, 32), DEFAULT_COUNTERS_RULES.maxStatementsPerToken),
  maxStatements: optional(integer(2, 32), DEFAULT_COUNTERS_RULES.maxStatements),
  today: optional(
    mapping({
      // A row that comes a day late is no matter of today.
      graceMinutes: optional(integer(0, 720), DEFAULT_COUNTERS_RULES.today.graceMinutes),
      silentHours: optional(integer(1, 12), DEFAULT_COUNTERS_RULES.today.silentHours),
    }),
    DEFAULT_COUNTERS_RULES.today
  ),
  closed: optional(list(closure), DEFAULT_COUNTERS_RULES.closed),
  goals: optional(list(goal, checkGoals), DEFAULT_COUNTERS_RULES.goals),
  enterprises: optional(
    list(mapping({ name: required(text), alsoWritten: required(list(text)) }), checkSpellings),
    DEFAULT_COUNTERS_RULES.enterprises
  ),
});

/** The `counters` section. */
export const countersRules: Parser<CountersRules> = checked(fields, (rules, path, problems) => {
  checkParts(rules, path, problems);
  // The places of goals are those of the file as long as none of them was left out.
  if (problems.isEmpty) {
    checkGoalSpellings(rules, path, problems);
  }
});
