import { SYSTEM_ACCESS } from '../access/system-access.ts';
import { COUNTERS_SOURCE } from '../counters/source.ts';
import type { DatasetServices } from '../datasets/dataset.ts';
import { readAllSources } from '../datasets/sources.ts';
import { readFindings } from '../store/findings.ts';
import type { SourceStatus } from '../store/source-states.ts';
import { type Check, failed, ok, warning } from './check.ts';
import { daysUntil, isoDay, NEAR_DAYS } from './expiry.ts';
import { TEXTS } from './texts.ts';

/** How each source was last read, and how long its key is valid. The counters have checks of their own. */
export async function checkSources(services: DatasetServices): Promise<Check[]> {
  const sources = await readAllSources(services, SYSTEM_ACCESS, services.clock.now());
  return sources
    .filter(({ source }) => source !== COUNTERS_SOURCE)
    .flatMap((source) => [...checkSource(source), ...checkKey(source)]);
}

/** What Vigie found odd in the tickets, or between them and the rules. */
export async function checkFindings({ db, rules }: DatasetServices): Promise<Check[]> {
  const findings = await readFindings(db, rules, SYSTEM_ACCESS);
  return findings.map(({ severity, text }) => (severity === 'info' ? ok : warning)('data', text));
}

function checkSource({ source, state, ageSeconds, rowsRead, error }: SourceStatus): Check[] {
  const part = `source ${source}`;
  const text = TEXTS.source(state, ageSeconds, rowsRead, error);
  const advice = error === null ? TEXTS.isServerRunning() : undefined;
  switch (state) {
    case 'ok':
      return [ok(part, text)];
    case 'reading':
      return [warning(part, text, TEXTS.firstReading())];
    case 'late':
      return [warning(part, text, advice)];
    case 'down':
      return [failed(part, text, advice)];
  }
}

function checkKey({ source, keyExpiresAt }: SourceStatus): Check[] {
  const days = keyExpiresAt === null ? Infinity : daysUntil(keyExpiresAt);
  return keyExpiresAt !== null && days <= NEAR_DAYS
    ? [warning(`source ${source}`, TEXTS.keyEnds(isoDay(keyExpiresAt), days), TEXTS.replaceKey())]
    : [];
}
