import Type from 'typebox';

import {
  type ClosureRule,
  type CountersRules,
  DEFAULT_COUNTERS_RULES,
  type JoinedEnterprise,
  type TodayRules,
} from '../../../domain/rules/counters-rules.ts';
import { integer, mapping, oneOrMore, type Path, text, understood } from '../../../schemas/types.ts';
import type { Problems } from '../problems.ts';
import { day, holidayCalendar, month, timezone } from '../scalars.ts';
import { checkUnique } from '../unique-items.ts';
import { weekdayOf } from '../weekdays.ts';

const weekday = understood(
  {
    expected: { fr: 'un jour de la semaine tel que sunday', en: 'a day of the week such as sunday' },
  },
  weekdayOf
);

const closure = Type.Decode(
  mapping({
    enterprise: text,
    code: Type.Optional(text),
    siteCountries: Type.Optional(oneOrMore(text)),
    weekly: Type.Optional(oneOrMore(weekday)),
    from: Type.Optional(day),
    to: Type.Optional(day),
    holidays: Type.Optional(holidayCalendar),
    reason: Type.Optional(text),
  }),
  ({ enterprise, code, siteCountries, weekly, from, to, holidays, reason }): ClosureRule => ({
    enterprise,
    code,
    siteCountries,
    weekly,
    from,
    to,
    holidays,
    reason,
  })
);

const goal = mapping({ enterprise: text, code: Type.Optional(text), month, entries: integer(1, 1_000_000_000) });

/** The `counters` section. */
export const countersRules = Type.Decode(
  mapping({
    graceHours: Type.Optional(integer(0, 72)),
    timezone: Type.Optional(timezone),
    // A range of a month must be possible; a hundred years are more than any counter has.
    maxDays: Type.Optional(integer(31, 36_600)),
    // A hundred sites over three years at least; a table of a hundred million rows takes minutes to read.
    maxSiteDays: Type.Optional(integer(100_000, 100_000_000)),
    maxConcurrentPerToken: Type.Optional(integer(1, 64)),
    maxConcurrent: Type.Optional(integer(1, 256)),
    maxWaitingPerToken: Type.Optional(integer(0, 10_000)),
    // A call is given up after 25 seconds: what has waited for 20 has little time left.
    maxWaitSeconds: Type.Optional(integer(1, 20)),
    maxStatementsPerToken: Type.Optional(integer(1, 32)),
    maxStatements: Type.Optional(integer(2, 32)),
    today: Type.Optional(
      Type.Decode(
        mapping({
          // A row that comes a day late is no matter of today.
          graceMinutes: Type.Optional(integer(0, 720)),
          silentHours: Type.Optional(integer(1, 12)),
        }),
        (given): TodayRules => ({ ...DEFAULT_COUNTERS_RULES.today, ...given })
      )
    ),
    closed: Type.Optional(Type.Array(closure)),
    goals: Type.Optional(Type.Array(goal)),
    enterprises: Type.Optional(Type.Array(mapping({ name: text, alsoWritten: Type.Array(text) }))),
  }),
  (given): CountersRules => ({ ...DEFAULT_COUNTERS_RULES, ...given })
);

export function checkCounters(rules: CountersRules, path: Path, problems: Problems): void {
  checkParts(rules, path, problems);
  for (const [index, closed] of rules.closed.entries()) {
    checkClosure(closed, [...path, 'closed', index], problems);
  }
  checkSpellings(rules.enterprises, [...path, 'enterprises'], problems);
  // Of two goals for the same, nobody could say which counts.
  checkUnique(
    rules.goals,
    [...path, 'goals'],
    problems,
    { fr: 'l’objectif de', en: 'the goal of' },
    ({ enterprise, code, month: of }) => [enterprise, ...(code === undefined ? [] : [code]), of].join(' · ')
  );
  checkGoalSpellings(rules, path, problems);
}

function checkClosure(
  { weekly, from, to, holidays, siteCountries }: ClosureRule,
  path: Path,
  problems: Problems
): void {
  // Days that are wrong have their own problem.
  const hasDays = ['weekly', 'holidays'].some((key) => problems.hasAny([...path, key]));
  if (weekly === undefined && holidays === undefined && from === undefined && to === undefined && !hasDays) {
    problems.add(path, {
      fr: 'ne nomme aucun jour : ajoutez weekly, holidays, ou from et to',
      en: 'names no day: add weekly, holidays, or from and to',
    });
  }
  if (from !== undefined && to !== undefined && from > to) {
    problems.add([...path, 'to'], { fr: `${to} précède ${from}`, en: `${to} is before ${from}` });
  }
  if (holidays !== undefined && siteCountries === undefined && !problems.hasAny([...path, 'siteCountries'])) {
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

/** A spelling belongs to one company. Names count byte for byte here: `bash ` is another name than `bash`. */
function checkSpellings(companies: readonly JoinedEnterprise[], path: Path, problems: Problems): void {
  const owners = new Map<string, string>();
  for (const [index, company] of companies.entries()) {
    for (const spelling of [company.name, ...company.alsoWritten]) {
      const owner = owners.get(spelling);
      if (owner !== undefined) {
        problems.add([...path, index], {
          fr: `« ${spelling} » appartient déjà à « ${owner} »`,
          en: `"${spelling}" belongs to "${owner}" already`,
        });
      }
      owners.set(spelling, owner ?? company.name);
    }
  }
}

/** Two spellings of one company are the same enterprise. */
function checkGoalSpellings({ goals, enterprises }: CountersRules, path: Path, problems: Problems): void {
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
}

/** A token's part of something cannot be more than there is for all. */
function checkParts(rules: CountersRules, path: Path, problems: Problems): void {
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
}
