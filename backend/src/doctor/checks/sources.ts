import { COUNTERS_SOURCE } from '../../counters/connection/source.ts';
import type { DatasetServices } from '../../datasets/engine/dataset.ts';
import { readAllSources } from '../../datasets/notices/sources.ts';
import { SYSTEM_ACCESS } from '../../domain/access/system-access.ts';
import { sourceWarningAdvice, sourceWarningText } from '../../domain/sources/source-warnings.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { readFindings } from '../../store/findings/findings.ts';
import type { SourceStatus } from '../../store/sources/source-states.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { TEXTS } from '../texts/doctor.ts';
import { daysUntil, isoDay, NEAR_DAYS } from './expiry.ts';

/** What a person has to correct: however young the data is, nothing more comes in. */
const LASTING_CODES: ReadonlySet<string> = new Set(['unauthorized', 'forbidden', 'not_found', 'invalid_answer']);

/** How each source was last read, and how long its key is valid. The counters have checks of their own. */
export async function checkSources(services: DatasetServices): Promise<Check[]> {
  const sources = await readAllSources(services, SYSTEM_ACCESS, services.clock.now());
  return sources
    .filter(({ source }) => source !== COUNTERS_SOURCE)
    .flatMap((source) => [...checkSource(source), ...checkWarnings(source), ...checkKey(source)]);
}

/** What Vigie found odd in the tickets, or between them and the rules. */
export async function checkFindings({ db, rules }: DatasetServices): Promise<Check[]> {
  const findings = await readFindings(db, rules, SYSTEM_ACCESS);
  return findings.map(({ severity, text }) => (severity === 'info' ? ok : warning)('data', text));
}

function checkSource({ source, state, readAt, rowsRead, error, errorText, errorCode }: SourceStatus): Check[] {
  const part = `source ${source}`;
  const text = TEXTS.source(state, readAt, rowsRead, errorText);
  if (errorCode !== null && LASTING_CODES.has(errorCode)) {
    return [failed(part, text, TEXTS.correct(source))];
  }
  const advice = error === null ? TEXTS.isServerRunning() : TEXTS.readsAgain();
  switch (state) {
    case 'ok':
      return [error === null ? ok(part, text) : warning(part, text, advice)];
    case 'reading':
      return [warning(part, text, TEXTS.firstReading())];
    case 'late':
      return [warning(part, text, advice)];
    case 'down':
      return [failed(part, text, advice)];
  }
}

/** What makes the figures other than people think although the readings succeed. */
function checkWarnings({ source, warnings }: SourceStatus): Check[] {
  return warnings.map((each) =>
    warning(`source ${source}`, sentence(sourceWarningText(each)), sourceWarningAdvice(each))
  );
}

function sentence({ fr, en }: LocalizedText): LocalizedText {
  const begun = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
  return { fr: begun(fr), en: begun(en) };
}

function checkKey({ source, keyExpiresAt }: SourceStatus): Check[] {
  const days = keyExpiresAt === null ? Infinity : daysUntil(keyExpiresAt);
  return keyExpiresAt !== null && days <= NEAR_DAYS
    ? [warning(`source ${source}`, TEXTS.keyEnds(isoDay(keyExpiresAt), days), TEXTS.replaceKey())]
    : [];
}
