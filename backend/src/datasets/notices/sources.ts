import { COUNTERS_SOURCE } from '../../counters/connection/source.ts';
import type { Access } from '../../domain/access/access.ts';
import { ageSeconds, readSources, type SourceStatus, stateOf } from '../../store/sources/source-states.ts';
import type { DatasetServices } from '../engine/dataset.ts';

/** The states of all sources a caller may see: those of the connections, and the counters database. */
export async function readAllSources(
  services: Pick<DatasetServices, 'db' | 'rules' | 'counters'>,
  access: Access,
  now: Date
): Promise<SourceStatus[]> {
  const [connections, counters] = await Promise.all([
    readSources(services.db, services.rules, access, now),
    countersStatus(services, access, now),
  ]);
  return [...connections, ...counters];
}

/** The counters database is read per query: its age is that of its last answer, whatever was asked. */
async function countersStatus(
  { counters, rules }: Pick<DatasetServices, 'rules' | 'counters'>,
  { scopes }: Access,
  now: Date
): Promise<SourceStatus[]> {
  if (counters === undefined || !scopes.some((scope) => scope === 'counters:read' || scope === 'admin')) {
    return [];
  }
  const { readAt, error } = await counters.contact();
  return [
    {
      source: COUNTERS_SOURCE,
      kind: 'mysql',
      state: stateOf({ read_at: readAt, error: error?.en ?? null }, rules, now),
      readAt,
      ageSeconds: ageSeconds(readAt, now),
      rowsRead: 0,
      rowsAnnounced: null,
      error: error?.en ?? null,
      errorText: error,
      errorCode: null,
      warnings: [],
      keyExpiresAt: null,
      reconciledAt: null,
      reconcileAgeSeconds: null,
      fullReadDone: true,
    },
  ];
}
