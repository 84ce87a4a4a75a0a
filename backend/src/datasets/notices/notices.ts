import type { Rules } from '../../domain/rules/rules.ts';
import { type SourceWarning, sourceWarningText } from '../../domain/sources/source-warnings.ts';
import type { SourceStateRow } from '../../store/schema.ts';
import { ageSeconds, progressOf, stateOf } from '../../store/sources/source-states.ts';
import { CHANGES_INCOMPLETE } from '../../store/sources/source-states-writer.ts';
import type { DatasetOrigin } from '../engine/dataset.ts';
import type { Notice } from '../engine/rows.ts';
import { NOTICE_TEXTS } from './notice-texts.ts';
import { statesOfOrigin } from './source-age.ts';

/** Notices of an answer: a clock held still, sources late or down, a first reading that still runs. */
export function noticesOf(
  states: readonly SourceStateRow[],
  origin: DatasetOrigin,
  surroundings: { rules: Pick<Rules, 'sources'>; now: Date; fixedClock: boolean }
): Notice[] {
  const { rules, now, fixedClock } = surroundings;
  const notices: Notice[] = fixedClock ? [{ severity: 'info', text: NOTICE_TEXTS.fixedClock(now) }] : [];
  if (origin === 'none' || origin === 'process' || origin === 'counters') {
    return notices;
  }
  const rows = statesOfOrigin(states, origin);
  if (rows.length === 0) {
    notices.push({ severity: 'info', text: NOTICE_TEXTS.noSource() });
  }
  for (const row of rows) {
    const notice = noticeOfSource(row, rules, now);
    if (notice) {
      notices.push(notice);
    }
    notices.push(...warningsOfSource(row.connection, row.warnings.found));
  }
  return notices;
}

/** Warnings of a source, each with its name. */
export function warningsOfSource(source: string, warnings: readonly SourceWarning[]): Notice[] {
  return warnings.map((warning) => ({
    severity: 'warning',
    text: NOTICE_TEXTS.sourceWarning(source, sourceWarningText(warning)),
  }));
}

function noticeOfSource(row: SourceStateRow, rules: Pick<Rules, 'sources'>, now: Date): Notice | undefined {
  const { connection } = row;
  const state = stateOf(row, rules, now);
  const age = ageSeconds(row.read_at, now);
  if (state === 'late' || state === 'down') {
    const text = age === null ? NOTICE_TEXTS.neverRead(connection) : NOTICE_TEXTS[state](connection, age);
    return { severity: 'warning', text };
  }
  if (state === 'reading' || (row.resource === 'tickets' && row.full_read_at === null)) {
    if (row.full_read_error === null) {
      const { rowsRead, rowsAnnounced } = progressOf(row);
      return { severity: 'info', text: NOTICE_TEXTS.reading(connection, rowsRead, rowsAnnounced) };
    }
  }
  if (row.full_read_error !== null) {
    return {
      severity: 'warning',
      text: NOTICE_TEXTS.incomplete(connection, row.full_read_announced, row.full_read_missing),
    };
  }
  if (row.list_error !== null) {
    const missing = Math.max(0, (row.rows_announced ?? 0) - row.rows_read);
    return { severity: 'warning', text: NOTICE_TEXTS.incomplete(connection, row.rows_announced, missing) };
  }
  if (row.error_code === CHANGES_INCOMPLETE) {
    return { severity: 'warning', text: NOTICE_TEXTS.incomplete(connection, null, 0) };
  }
  return undefined;
}
