import type { Duration, DurationUnit } from '../../clock/duration.ts';
import type { QueueRule } from '../../rules/rules.ts';
import type { LocalizedText } from '../labels.ts';

const UNITS: Record<DurationUnit, LocalizedText> = {
  s: { fr: 's', en: 's' },
  m: { fr: 'min', en: 'min' },
  h: { fr: 'h', en: 'h' },
  d: { fr: 'j', en: 'd' },
};

const BUSINESS_UNITS: Record<DurationUnit, LocalizedText> = {
  s: { fr: 's ouvrées', en: 'working s' },
  m: { fr: 'min ouvrées', en: 'working min' },
  h: { fr: 'h ouvrées', en: 'working h' },
  d: { fr: 'j ouvrés', en: 'working d' },
};

/** The age above which a queue's ticket is overdue, on the queue's clock: "72 h", "5 j ouvrés". */
export function overdueLimitText({
  overdueAfter: { amount, unit },
  clock,
}: Pick<QueueRule, 'overdueAfter' | 'clock'>): LocalizedText {
  return lengthText({ amount, unit }, clock === 'business' ? BUSINESS_UNITS : UNITS);
}

/** A time on the business clock: "16 h ouvrées", "2 j ouvrés". */
export function workingTimeText(length: Duration): LocalizedText {
  return lengthText(length, BUSINESS_UNITS);
}

function lengthText({ amount, unit }: Duration, units: Record<DurationUnit, LocalizedText>): LocalizedText {
  const { fr, en } = units[unit];
  return { fr: `${amount} ${amount === 1 ? fr.replace(/(?<=é|ée)s$/, '') : fr}`, en: `${amount} ${en}` };
}
