import Type from 'typebox';

import { type BusinessClockRules, DEFAULT_RULES, type OpenHours } from '../../../domain/rules/rules.ts';
import { examined, type Flaw, mapping, several, understood } from '../../../schemas/types.ts';
import { holidayCalendar, timezone } from '../scalars.ts';
import { weekdaysOf } from '../weekdays.ts';

const range = understood(
  {
    pattern: '^\\s*\\d\\d:\\d\\d\\s*-\\s*\\d\\d:\\d\\d\\s*$',
    expected: { fr: 'des heures d’ouverture telles que "09:00-18:00"', en: 'opening hours such as "09:00-18:00"' },
  },
  readRange
);

function readRange(written: string): OpenHours | undefined {
  const [from, to] = written.split('-').map(minuteOf);
  return from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
}

/** Minutes from midnight, up to 24:00; undefined for a time that does not exist. */
function minuteOf(time: string): number | undefined {
  const [hour, minute] = time.split(':').map(Number);
  const total = Number(hour) * 60 + Number(minute);
  return Number(minute) < 60 && total <= 24 * 60 ? total : undefined;
}

const inOrder = (ranges: readonly OpenHours[]): OpenHours[] => ranges.toSorted((a, b) => a.from - b.from);

const ranges = examined(several(range), (written): Flaw[] => {
  const sorted = inOrder(written.flatMap((each) => readRange(each) ?? []));
  return sorted.some(({ from }, index) => from < (sorted[index - 1]?.to ?? 0))
    ? [{ fr: 'ces heures d’ouverture se chevauchent', en: 'these opening hours overlap' }]
    : [];
});

const hoursOfDay = Type.Union([
  Type.Decode(range, (one) => [one]),
  Type.Decode(ranges, inOrder),
  Type.Decode(Type.Literal('closed'), (): OpenHours[] => []),
]);

const days = Type.Refine(
  Type.String({
    expected: { fr: 'des jours tels que mon, mon-fri ou "sat,sun"', en: 'days such as mon, mon-fri or "sat,sun"' },
  }),
  (key) => weekdaysOf(key) !== undefined,
  () => '[]'
);

/** Keys that name a day of an earlier key once more. */
function repeatedDays(hours: unknown): Flaw[] {
  const seen = new Set<number>();
  return Object.keys(hours as object).flatMap((key): Flaw[] => {
    const named = weekdaysOf(key) ?? [];
    const isRepeated = named.some((day) => seen.has(day));
    named.forEach((day) => seen.add(day));
    const text = {
      fr: 'nomme un jour dont les heures figurent déjà',
      en: 'names a day whose hours stand there already',
    };
    return isRepeated ? [{ ...text, path: [key], at: 'key' }] : [];
  });
}

/** `{ mon-fri: "09:00-18:00", sat: ["09:00-12:00", "14:00-17:00"], sun: closed }` */
const weeklyHours = Type.Record(Type.String(), hoursOfDay, {
  propertyNames: days,
  // Beside the hours themselves, so that hours that are wrong do not hide it.
  allOf: [examined(Type.Object({}), repeatedDays)],
  expected: {
    fr: 'un ensemble tel que { mon-fri: "09:00-18:00" }',
    en: 'a mapping such as { mon-fri: "09:00-18:00" }',
  },
});

/** Without any open hour the clock would stand still. */
export const openingHours = Type.Decode(
  examined(weeklyHours, (hours): Flaw[] =>
    Object.values(hours).every((written) => written === 'closed')
      ? [{ fr: 'doit laisser au moins un jour ouvert', en: 'must leave some day open' }]
      : []
  ),
  (hours): BusinessClockRules['hours'] =>
    Object.fromEntries(
      Object.entries(hours).flatMap(([key, open]) => (weekdaysOf(key) ?? []).map((day) => [day, open]))
    )
);

/** When the company works. */
export const businessClock = Type.Decode(
  mapping({
    timezone: Type.Optional(timezone),
    hours: Type.Optional(openingHours),
    // `none` for a company that works on public holidays.
    holidays: Type.Optional(Type.Union([holidayCalendar, Type.Decode(Type.Literal('none'), () => null)])),
  }),
  (given): BusinessClockRules => ({ ...DEFAULT_RULES.businessClock, ...given })
);
