import { type Static, Type } from 'typebox';

import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { readAllSources } from '../datasets/notices/sources.ts';
import { type Access, SCOPES } from '../domain/access/access.ts';
import { sourceWarningText } from '../domain/sources/source-warnings.ts';
import { readFindings } from '../store/findings/findings.ts';

const OptionalInstant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const OptionalNumber = Type.Union([Type.Number(), Type.Null()]);

/** `GET /v1/status`: what Vigie is, who asks, and how fresh each source is. */
export const Status = Type.Object({
  version: Type.String(),
  now: Type.String({ format: 'date-time', description: 'The business clock' }),
  clock: Type.Object({ fixed: Type.Boolean() }),
  timezone: Type.String({ description: 'IANA name that texts without a time zone of their own use' }),
  token: Type.Object({ name: Type.String(), scopes: Type.Array(Type.Enum([...SCOPES])) }),
  sources: Type.Array(
    Type.Object({
      source: Type.String(),
      kind: Type.String(),
      state: Type.Enum(['ok', 'late', 'down', 'reading']),
      readAt: OptionalInstant,
      ageSeconds: OptionalNumber,
      rowsRead: Type.Number(),
      rowsAnnounced: OptionalNumber,
      error: Type.Union([Type.String(), Type.Null()]),
      warnings: Type.Array(
        Type.Object({ code: Type.String(), text: Type.Object({ fr: Type.String(), en: Type.String() }) })
      ),
      keyExpiresAt: OptionalInstant,
      reconciledAt: OptionalInstant,
      reconcileAgeSeconds: OptionalNumber,
      fullReadDone: Type.Boolean(),
    })
  ),
  findings: Type.Array(
    Type.Object({
      code: Type.String(),
      severity: Type.String(),
      value: Type.Union([Type.String(), Type.Null()]),
      count: Type.Number(),
      text: Type.Object({ fr: Type.String(), en: Type.String() }),
    })
  ),
});
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
