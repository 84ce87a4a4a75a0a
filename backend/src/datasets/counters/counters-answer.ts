import { CountersError } from '../../counters/connection/failures/failures.ts';
import { COUNTERS_SOURCE, type NoAnswer } from '../../counters/connection/source.ts';
import { calendarRange, dayAt, daysBetween } from '../../domain/clock/calendar.ts';
import { rightsOf } from '../../liveness/last-good.ts';
import { ageSeconds, stateOf } from '../../store/sources/source-states.ts';
import type { LocalizedText } from '../engine/dataset.ts';
import type { CheckedRequest, DatasetAnswer, Reading } from '../engine/reading.ts';
import type { AnyRow, NotedRows, Notice } from '../engine/rows.ts';
import { NOTICE_TEXTS } from '../notices/notice-texts.ts';
import { noticesOf } from '../notices/notices.ts';
import { countersOf } from './counters-dataset.ts';

/**
 * Answers from the counters database; while it gives no answer, the last good one with its age and a warning.
 * @throws {VigieError} `counters_off`; `source_unavailable` in an outage when nothing was kept
 */
export async function answerFromCounters(
  { services, access, now, signal }: Reading,
  checked: CheckedRequest,
  load: (signal: AbortSignal) => Promise<NotedRows<AnyRow>>
): Promise<DatasetAnswer> {
  const { rules, clock } = services;
  const { lastGood, shared } = countersOf(services);
  const questions = questionsOf(checked);
  // Its reading may have been another caller's, some seconds ago.
  const dated = async (ending: AbortSignal) => ({ ...(await load(ending)), readAt: clock.now() });
  const kept = await lastGood.read(
    access,
    questions,
    () => shared.run(JSON.stringify([rightsOf(access), questions[0]]), signal, dated),
    ({ rows }) => rows.length
  );
  const { readAt } = kept.value;
  const age = ageSeconds(readAt, now);
  const outage: Notice[] = kept.error === null ? [] : [{ severity: 'warning', text: outageText(kept.error, age ?? 0) }];
  return {
    dataset: checked.dataset,
    rows: kept.value.rows,
    source: {
      sources: [COUNTERS_SOURCE],
      readAt,
      ageSeconds: age,
      state: stateOf({ read_at: readAt, error: kept.error?.message ?? null }, rules, now),
    },
    notices: [...noticesOf([], 'counters', { rules, now, fixedClock: clock.fixed }), ...outage, ...kept.value.notices],
    kept: kept.error !== null,
  };
}

/** What people read beside an answer that is so many seconds old, because there is none from now. */
export function outageText(error: NoAnswer, seconds: number): LocalizedText {
  return NOTICE_TEXTS.lastGood(seconds, isSilence(error) ? undefined : error.text);
}

/** True when the database is not there, and not when it says why it gives no answer. */
function isSilence(error: NoAnswer): boolean {
  return error instanceof CountersError && (error.failure === 'unreachable' || error.failure === 'lost');
}

/**
 * Names under which an answer is kept. A panel's range moves with the clock: "the last 7 days" and "this month so far" ask
 * for other days after midnight than before, and an outage over midnight must not blank them. So a range is named by its
 * days, by their distance from today, and by its first day and the distance of its last.
 */
function questionsOf({ dataset, values, context }: CheckedRequest): unknown[] {
  if (!dataset.usesRange) {
    return [[dataset.name, values]];
  }
  const { range, timezone, now } = context;
  const { from, to } = calendarRange(range, timezone);
  const today = dayAt(now, timezone);
  const question = [dataset.name, values, timezone];
  return [
    [...question, from, to],
    [...question, daysBetween(today, from), daysBetween(today, to)],
    [...question, from, daysBetween(today, to)],
  ];
}
