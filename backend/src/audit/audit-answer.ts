import { type Static, Type } from 'typebox';

import type { RecordedEntry } from '../store/audit.ts';

const Optional = Type.Union([Type.String(), Type.Null()]);
const Data = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]));

/** An entry of the audit as answers show it. */
export const AuditAnswer = Type.Object(
  {
    id: Type.Integer(),
    at: Type.String({ format: 'date-time' }),
    tokenId: Type.String(),
    tokenName: Type.String(),
    user: Optional,
    role: Optional,
    org: Optional,
    action: Type.String(),
    target: Data,
    before: Type.Union([Data, Type.Null()]),
    after: Type.Union([Data, Type.Null()]),
  },
  { $id: 'AuditEntry' }
);
export type AuditAnswer = Static<typeof AuditAnswer>;

export function auditAnswer({ at, ...entry }: RecordedEntry): AuditAnswer {
  return { ...entry, at: at.toISOString() };
}
