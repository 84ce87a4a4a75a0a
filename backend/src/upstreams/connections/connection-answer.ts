import { Type } from 'typebox';

import { LocalizedText, ref } from '../../contract/schemas.ts';
import type { ConnectionDescription } from './describe.ts';
import { CONNECTION_KINDS } from './kinds.ts';

const Instant = Type.String({ format: 'date-time' });
const OptionalInstant = Type.Union([Instant, Type.Null()]);
const OptionalText = Type.Union([Type.String(), Type.Null()]);

export const Kind = Type.Enum(Object.keys(CONNECTION_KINDS) as (keyof typeof CONNECTION_KINDS)[]);

/** The parameter of paths that name a connection. */
export const ConnectionName = Type.Object({ name: Type.String({ maxLength: 100 }) });

/** A connection as answers show it; instants as ISO texts. */
export const ConnectionAnswer = Type.Object(
  {
    name: Type.String(),
    kind: Kind,
    origin: Type.Enum(['environment', 'store']),
    url: Type.String(),
    database: OptionalText,
    login: OptionalText,
    requestsPerMinute: Type.Integer(),
    state: Type.Enum(['ok', 'late', 'down', 'reading', 'unreadable', 'hidden']),
    problem: Type.Union([ref(LocalizedText), Type.Null()], { description: 'Why the state is not ok' }),
    keyExpiresAt: OptionalInstant,
    webhook: Type.Union([Type.Object({ createdAt: Instant, lastCalledAt: OptionalInstant }), Type.Null()]),
  },
  { $id: 'Connection' }
);
export type ConnectionAnswer = Type.Static<typeof ConnectionAnswer>;

/** {@link ConnectionTest} of `connections.ts`; `text` says who answered, or what is wrong. */
export const ConnectionTestAnswer = Type.Object(
  {
    ok: Type.Boolean(),
    text: ref(LocalizedText),
    warnings: Type.Array(ref(LocalizedText)),
  },
  { $id: 'ConnectionTest' }
);

const iso = (instant: Date | null): string | null => instant?.toISOString() ?? null;

export function connectionAnswer(connection: ConnectionDescription): ConnectionAnswer {
  const { webhook } = connection;
  return {
    ...connection,
    keyExpiresAt: iso(connection.keyExpiresAt),
    webhook: webhook && { createdAt: webhook.createdAt.toISOString(), lastCalledAt: iso(webhook.lastCalledAt) },
  };
}
