import { dropOf } from './drops.ts';
import type { JudgedDay, JudgedDays } from './judged-days.ts';
import { alertSentence, dropSentence } from './sentences.ts';

/** What a counter can be reported for: a day at zero, a day without data, a counted day far below the usual. */
export type AlertKind = 'zero' | 'no_data' | 'drop';

/** A judged day, and whether it is to be reported. */
export interface AlertState {
  judged: JudgedDay;
  firing: boolean;
  /** How far below the usual, in percent; null when nothing can be said, and for the other kinds of alert. */
  dropPercent: number | null;
}

/**
 * Whether each judged day is to be reported.
 * @param limit drop in percent from which on there is an alert.
 */
export function alertStates({ days, rules, find }: JudgedDays, kind: AlertKind, limit: number): AlertState[] {
  return days.map((judged) => {
    if (kind !== 'drop') {
      return { judged, firing: judged.verdict === kind, dropPercent: null };
    }
    const change = dropOf(rules, judged, find)?.changePercent;
    return change === undefined
      ? { judged, firing: false, dropPercent: null }
      : { judged, firing: change <= -limit, dropPercent: -change };
  });
}

/** The sentence of a day that is reported. */
export function sentenceOf(kind: AlertKind, { judged, dropPercent }: AlertState): string {
  const { enterprise } = judged.site;
  return kind === 'drop'
    ? dropSentence(enterprise, judged.day, dropPercent ?? 0)
    : alertSentence(kind, enterprise, judged.day);
}
