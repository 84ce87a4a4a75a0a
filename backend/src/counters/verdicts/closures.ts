import { type Day, weekdayOf } from '../../domain/clock/calendar.ts';
import { holidayCheck } from '../../domain/clock/holidays.ts';
import type { ClosureRule } from '../../domain/rules/counters-rules.ts';
import { fold } from '../../domain/text/text.ts';
import type { EnterpriseNames } from '../sites/enterprises.ts';

/** What a closure looks at in a site. `enterprise` is the canonical name. */
export interface ClosureSite {
  enterprise: string;
  code: string;
  country: string | null;
}

export interface Closures {
  /** The rules one by one, for those who tell why a site is closed. */
  readonly lines: readonly ClosureLine[];
  isClosed(site: ClosureSite, day: Day): boolean;
  /** `isClosed` for some days at once: 1 where a site is closed. Sites to which the same rules apply share an answer. */
  calendar(days: readonly Day[]): (site: ClosureSite) => Uint8Array;
}

/** Compiles the rules' `counters.closed`: country texts are folded once, holiday calendars are made once a year. */
export function createClosures(rules: readonly ClosureRule[], names: EnterpriseNames): Closures {
  const compiled = rules.map((rule) => compileRule(rule, names));
  return {
    lines: compiled,
    isClosed: (site, day) => compiled.some((rule) => rule.appliesTo(site) && rule.holdsOn(day)),
    calendar: (days) => {
      const known = new Map<string, Uint8Array>();
      return (site) => {
        const applied = compiled.flatMap((rule, index) => (rule.appliesTo(site) ? [index] : []));
        const key = applied.join();
        const calendar =
          known.get(key) ??
          Uint8Array.from(days, (day) => Number(applied.some((index) => compiled[index]?.holdsOn(day))));
        known.set(key, calendar);
        return calendar;
      };
    },
  };
}

/** One line of the rules. */
export interface ClosureLine {
  readonly rule: ClosureRule;
  readonly appliesTo: (site: ClosureSite) => boolean;
  readonly holdsOn: (day: Day) => boolean;
}

function compileRule(rule: ClosureRule, names: EnterpriseNames): ClosureLine {
  const enterprise = rule.enterprise === '*' ? undefined : names.canonical(rule.enterprise);
  const countries = rule.siteCountries && new Set(rule.siteCountries.map(fold));
  return {
    rule,
    appliesTo: (site) =>
      (enterprise === undefined || site.enterprise === enterprise) &&
      (rule.code === undefined || site.code === rule.code) &&
      (countries === undefined ? rule.holidays === undefined : countries.has(fold(site.country ?? ''))),
    holdsOn: compileDays(rule),
  };
}

function compileDays(rule: ClosureRule): (day: Day) => boolean {
  const { weekly, from, to } = rule;
  const isHoliday = rule.holidays && holidayCheck(rule.holidays);
  const everyDay = weekly === undefined && isHoliday === undefined && (from !== undefined || to !== undefined);
  return (day) =>
    (from === undefined || day >= from) &&
    (to === undefined || day <= to) &&
    (everyDay || weekly?.includes(weekdayOf(day)) === true || isHoliday?.(day) === true);
}
