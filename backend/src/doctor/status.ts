import { type Static, Type } from 'typebox';

import { LocalizedText, OptionalInstant, OptionalText, ref } from '../contract/schemas.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { readAllSources } from '../datasets/notices/sources.ts';
import { type Access, SCOPES } from '../domain/access/access.ts';
import { sourceWarningText } from '../domain/sources/source-warnings.ts';
import { readFindings } from '../store/findings/findings.ts';

const OptionalNumber = Type.Union([Type.Number(), Type.Null()]);

/** One connected source, e.g. an Atera account, or the counters database. */
export const SourceStatus = Type.Object(
  {
    source: Type.String(),
    kind: Type.Enum(['atera', 'odoo', 'mysql']),
    state: Type.Enum(['ok', 'late', 'down', 'reading'], {
      description: '`late` and `down` are older than the rules allow, `reading` is the first full reading',
    }),
    readAt: Type.Union(OptionalInstant.anyOf, { description: 'The last successful reading' }),
    ageSeconds: OptionalNumber,
    rowsRead: Type.Number(),
    rowsAnnounced: Type.Union(OptionalNumber.anyOf, { description: 'How many rows the source said it has' }),
    error: Type.Union(OptionalText.anyOf, { description: 'A sentence, in English; null when all is well' }),
    errorText: Type.Union([ref(LocalizedText), Type.Null()], {
      description: 'The same in the languages of the screens',
    }),
    warnings: Type.Array(Type.Object({ code: Type.String(), text: ref(LocalizedText) })),
    keyExpiresAt: Type.Union(OptionalInstant.anyOf, { description: 'When its API key stops working' }),
    reconciledAt: Type.Union(OptionalInstant.anyOf, {
      description: 'The last reconcile, which is when deletions and merges are noticed',
    }),
    reconcileAgeSeconds: OptionalNumber,
    fullReadDone: Type.Boolean(),
  },
  { $id: 'SourceStatus' }
);

/** Something in the data that a person should look at, e.g. a status that no rule maps. */
export const Finding = Type.Object(
  {
    code: Type.String(),
    severity: Type.Enum(['info', 'warning']),
    value: Type.Union(OptionalText.anyOf, { description: 'What it is about, e.g. the unmapped status' }),
    count: Type.Number(),
    text: ref(LocalizedText),
  },
  { $id: 'Finding' }
);

/** `GET /v1/status`: what Vigie is, who asks, and how fresh each source is. */
export const Status = Type.Object(
  {
    version: Type.String(),
    now: Type.String({ format: 'date-time', description: 'The business clock' }),
    clock: Type.Object({ fixed: Type.Boolean() }),
    timezone: Type.String({ description: 'IANA name that texts without a time zone of their own use' }),
    token: Type.Object({ name: Type.String(), scopes: Type.Array(Type.Enum([...SCOPES])) }),
    sources: Type.Array(ref(SourceStatus)),
    findings: Type.Array(ref(Finding)),
  },
  { $id: 'Status' }
);
export type Status = Static<typeof Status>;

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

/** The status as the caller may see it: sources and findings of its connections only. */
export async function readStatus(services: DatasetServices, access: Access, version: string): Promise<Status> {
  const { db, rules, clock } = services;
  const now = clock.now();
  const [sources, findings] = await Promise.all([
    readAllSources(services, access, now),
    readFindings(db, rules, access),
  ]);
  return {
    version,
    now: now.toISOString(),
    clock: { fixed: clock.fixed },
    timezone: rules.grafana.timezone,
    token: { name: access.tokenName, scopes: [...access.scopes] },
    sources: sources.map((source) => ({
      ...source,
      warnings: source.warnings.map((warning) => ({ code: warning.code, text: sourceWarningText(warning) })),
      readAt: iso(source.readAt),
      keyExpiresAt: iso(source.keyExpiresAt),
      reconciledAt: iso(source.reconciledAt),
    })),
    findings,
  };
}
