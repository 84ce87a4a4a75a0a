import type { Access } from '../../domain/access/access.ts';
import { addDays, type Day, dayAt } from '../../domain/clock/calendar.ts';
import type { GoalRule } from '../../domain/rules/counters-rules.ts';
import { createBreather } from '../../liveness/breather.ts';
import type { Counters } from '../counters.ts';
import { type DayTable, readDayTable } from '../entries/day-table.ts';
import { compareSiteKeys, type SiteKey, siteKeyText } from '../entries/order.ts';
import { visibleEnterprises } from '../sites/enterprises.ts';
import { readSites, type Site } from '../sites/sites.ts';
import { verdictRules } from '../verdicts/judged-days.ts';
import type { JudgedSite } from '../verdicts/verdicts.ts';
import { daysOfMonth, type GoalFigures, goalFigures, HISTORY_DAYS } from './goals.ts';

/** A goal of the rules, and how far it has been reached. */
export interface ReachedGoal {
  goal: GoalRule;
  /** The site it is for; undefined for a goal of a whole enterprise. */
  site: Site | undefined;
  figures: GoalFigures;
}

/** A goal whose enterprise or code the counters database does not know. */
export interface UnknownGoal {
  goal: GoalRule;
  /** Where it stands in the rules: `counters.goals[0]`. */
  place: string;
}

export interface GoalsRequest {
  /** Narrows to these enterprises. */
  enterprises?: readonly string[];
  /** Goals of months that share a day with these days. */
  from: Day;
  to: Day;
  now: Date;
  /** Of the caller. */
  signal?: AbortSignal;
}

/** The goals of what the caller may see, by enterprise, code and month, and those that are nobody's. */
export async function readGoals(
  counters: Counters,
  access: Access,
  { enterprises, from, to, now, signal }: GoalsRequest
): Promise<{ goals: ReachedGoal[]; unknown: UnknownGoal[] }> {
  const visible = visibleEnterprises(counters.names, access.enterprises, enterprises);
  const asked = counters.rules.goals
    .map((goal, index) => ({ goal, place: `counters.goals[${index}]` }))
    .filter(({ goal: { enterprise, month } }) => {
      const inRange = `${month}-31` >= from && `${month}-01` <= to;
      return inRange && (visible === 'all' || visible.includes(enterprise));
    });
  if (asked.length === 0) {
    // The answer is as old as a reading, whether there are goals or not: an outage must be reported.
    await readSites(counters, access, []);
    return { goals: [], unknown: [] };
  }
  const months = asked.map(({ goal }) => daysOfMonth(goal.month));
  const historyFrom = addDays(dayAt(now, 'UTC'), -1 - HISTORY_DAYS);
  const { sites, table } = await readDayTable(counters, access, {
    enterprises: [...new Set(asked.map(({ goal }) => goal.enterprise))],
    from: months.map(([first = historyFrom]) => first).reduce((a, b) => (a < b ? a : b), historyFrom),
    to: months.map((days) => days.at(-1) ?? to).reduce((a, b) => (a > b ? a : b)),
    now,
  });
  const known = new Map(sites.map((site) => [siteKeyText(site), site]));
  const rules = verdictRules(counters, now);
  const breathe = createBreather(signal);
  const answer: { goals: ReachedGoal[]; unknown: UnknownGoal[] } = { goals: [], unknown: [] };
  for (const { goal, place } of asked.toSorted((a, b) => compareGoals(a.goal, b.goal))) {
    await breathe();
    const site = goal.code === undefined ? undefined : known.get(siteKeyText({ ...goal, code: goal.code }));
    const ofIt = sites.filter(({ enterprise }) => enterprise === goal.enterprise);
    const members = goal.code === undefined ? [...ofIt, ...unknownCodes(counters, goal, table, known)] : site && [site];
    if (members === undefined || ofIt.length === 0) {
      answer.unknown.push({ goal, place });
    } else {
      answer.goals.push({
        goal,
        site,
        figures: goalFigures(rules, goal.entries, daysOfMonth(goal.month), members, table),
      });
    }
  }
  return answer;
}

/** Codes that are not in `sites` and sent rows: they enter the sums of their enterprise. */
function unknownCodes(
  { rules }: Counters,
  { enterprise }: GoalRule,
  { lines }: DayTable,
  known: ReadonlyMap<string, Site>
): JudgedSite[] {
  return lines
    .filter((line: SiteKey) => line.enterprise === enterprise && !known.has(siteKeyText(line)))
    .map((line) => ({ ...line, country: null, zone: rules.timezone, operational: true }));
}

function compareGoals(a: GoalRule, b: GoalRule): number {
  const key = ({ enterprise, code = '' }: GoalRule): SiteKey => ({ enterprise, code });
  return compareSiteKeys(key(a), key(b)) || (a.month < b.month ? -1 : 1);
}
