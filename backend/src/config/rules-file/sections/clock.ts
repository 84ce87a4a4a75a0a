import type { Weekday } from '../../../domain/rules/counters-rules.ts';
import { type BusinessClockRules, DEFAULT_RULES, type OpenHours } from '../../../domain/rules/rules.ts';
import { checked, isMapping, mapping, oneOrMore, optional, type Parser, reject, scalar, shown } from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';
import { holidayCalendar, timezone } from '../scalars.ts';
import { weekdaysOf } from '../weekdays.ts';

const DEFAULTS = DEFAULT_RULES.businessClock;

const range: Parser<OpenHours> = scalar(
  { fr: 'des heures d’ouverture telles que "09:00-18:00"', en: 'opening hours such as "09:00-18:00"' },
  (value) => {
    const match = /^(\d\d):(\d\d)\s*-\s*(\d\d):(\d\d)$/.exec(String(value).trim());
    const [from, to] = match ? [minuteOf(match[1], match[2]), minuteOf(match[3], match[4])] : [];
    return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
  }
);

/** Minutes from midnight, up to 24:00; undefined for a time that does not exist. */
function minuteOf(hour: string | undefined, minute: string | undefined): number | undefined {
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= 24 * 60 ? total : undefined;
}

const ranges: Parser<OpenHours[]> = checked(oneOrMore(range), (hours, path, problems) => {
  const sorted = hours.sort((a, b) => a.from - b.from);
  if (sorted.some(({ from }, index) => from < (sorted[index - 1]?.to ?? 0))) {
    problems.add(path, { fr: 'ces heures d’ouverture se chevauchent', en: 'these opening hours overlap' });
  }
});

const hoursOfDay: Parser<OpenHours[]> = (value, path, problems) =>
  value === 'closed' ? [] : ranges(value, path, problems);

/** `{ mon-fri: "09:00-18:00", sat: ["09:00-12:00", "14:00-17:00"], sun: closed }` */
const weeklyHours: Parser<BusinessClockRules['hours']> = (value, path, problems) => {
  if (!isMapping(value)) {
    return reject(
      problems,
      path,
      {
        fr: 'un ensemble tel que { mon-fri: "09:00-18:00" }',
        en: 'a mapping such as { mon-fri: "09:00-18:00" }',
      },
      value
    );
  }
  const hours: BusinessClockRules['hours'] = {};
  let isRight = true;
  for (const [key, written] of Object.entries(value)) {
    const at = [...path, key];
    const open = hoursOfDay(written, at, problems);
    const days = weekdays(key, at, problems);
    isRight &&= open !== undefined && days !== undefined;
    if (days?.some((day) => hours[day] !== undefined)) {
      problems.add(
        at,
        { fr: 'nomme un jour dont les heures figurent déjà', en: 'names a day whose hours stand there already' },
        'key'
      );
    }
    for (const day of days ?? []) {
      hours[day] = open ?? [];
    }
  }
  return isRight ? hours : undefined;
};

function weekdays(key: string, path: Path, problems: Problems): Weekday[] | undefined {
  const days = weekdaysOf(key);
  if (days === undefined) {
    problems.add(
      path,
      {
        fr: `doit être des jours tels que mon, mon-fri ou "sat,sun", et non ${shown(key)}`,
        en: `must be days such as mon, mon-fri or "sat,sun", not ${shown(key)}`,
      },
      'key'
    );
  }
  return days;
}

/** Without any open hour the clock would stand still. */
export const openingHours = checked(weeklyHours, (parsed, path, problems) => {
  if (Object.values(parsed).every((day) => day.length === 0)) {
    problems.add(path, { fr: 'doit laisser au moins un jour ouvert', en: 'must leave some day open' });
  }
});

const holidays: Parser<BusinessClockRules['holidays'] | 'none'> = (value, path, problems) =>
  value === 'none' ? 'none' : holidayCalendar(value, path, problems);

const fields = mapping({
  timezone: optional(timezone, DEFAULTS.timezone),
  hours: optional(openingHours, DEFAULTS.hours),
  holidays: optional(holidays, DEFAULTS.holidays),
});

/** When the company works. `holidays: none` for a company that works on public holidays. */
export const businessClock: Parser<BusinessClockRules> = (value, path, problems) => {
  const clock = fields(value, path, problems);
  return clock && { ...clock, holidays: clock.holidays === 'none' ? null : clock.holidays };
};
