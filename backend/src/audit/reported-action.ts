import { type Static, Type } from 'typebox';

import { VigieError } from '../domain/errors.ts';
import type { AuditValue } from '../store/schema.ts';
import { MAX_RECORDED_TEXT, PLAIN } from './recordable.ts';

const MAX_FIELDS = 30;

const Text = Type.String({ maxLength: MAX_RECORDED_TEXT, pattern: PLAIN });
const Data = Type.Union([
  Type.Record(
    Type.String({ pattern: '^[A-Za-z][A-Za-z0-9_]{0,49}$' }),
    Type.Union([Text, Type.Number(), Type.Boolean(), Type.Null()]),
    { maxProperties: MAX_FIELDS, additionalProperties: false }
  ),
  Type.Null(),
]);

/** An action that a page of the app did in Grafana, under the session of the person who looks at it. */
export const ReportedAction = Type.Object(
  {
    action: Type.Enum(['account.create', 'account.update', 'account.move', 'account.delete']),
    target: Type.Object(
      {
        login: Type.String({ minLength: 1, maxLength: MAX_RECORDED_TEXT, pattern: PLAIN }),
        org: Type.Optional(Text),
        userId: Type.Optional(Type.Integer({ minimum: 1 })),
      },
      { additionalProperties: false }
    ),
    before: Type.Optional(Data),
    after: Type.Optional(Data),
  },
  { $id: 'ReportedAction', additionalProperties: false }
);
export type ReportedAction = Static<typeof ReportedAction>;

/** Names under which a secret would stand, in the languages of those who write forms. */
const SECRET_NAME = /pass|pwd|secret|token|credential|cookie|authori[sz]ation|key$|mdp/i;
/** A token of Vigie, a service account token of Grafana or a JSON Web Token, whatever the name it stands under. */
const SECRET_VALUE = /vig_[\w-]{20}|glsa_\w{20}|eyJ[\w-]{10,}\.[\w-]+\./;

/**
 * `passwordChanged: true` may be said; a text or a number under such a name is refused.
 * @throws {VigieError} `invalid_request` when a field may hold a secret; its message does not repeat the value
 */
export function refuseSecrets({ target, before, after }: ReportedAction): void {
  const fields = [target, before, after].flatMap((data) => Object.entries<AuditValue>(data ?? {}));
  const found = fields.find(([name, value]) => mayBeSecret(name, value));
  if (found !== undefined) {
    throw new VigieError('invalid_request', {
      fr: `Le champ « ${found[0]} » peut contenir un secret, que l’audit ne garde jamais. Retirez-le, ou dites par true qu’il a changé.`,
      en: `The field "${found[0]}" may hold a secret, which the audit never keeps. Leave it out, or say with true that it changed.`,
    });
  }
}

function mayBeSecret(name: string, value: AuditValue): boolean {
  if (value === null || typeof value === 'boolean') {
    return false;
  }
  return SECRET_NAME.test(name.replaceAll('_', '')) || SECRET_VALUE.test(String(value));
}
