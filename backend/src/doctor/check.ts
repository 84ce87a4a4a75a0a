import { type Static, Type } from 'typebox';

import { LocalizedText as Localized, ref } from '../contract/schemas.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';

const Text = ref(Localized);

/** What one look at one part of Vigie found. */
export const Check = Type.Object(
  {
    part: Type.String({ description: 'What was looked at, e.g. store, tokens, source atera' }),
    state: Type.Enum(['ok', 'warning', 'failed']),
    text: Text,
    advice: Type.Optional(Text),
    examinedAt: Type.Optional(
      Type.String({ format: 'date-time', description: 'Real time of the look, which may be older than the answer' })
    ),
  },
  { $id: 'Check' }
);
export type Check = Static<typeof Check>;

/** `GET /v1/doctor`: every part that a running server can look at by itself. */
export const DoctorReport = Type.Object(
  {
    checkedAt: Type.String({ format: 'date-time', description: 'Real time of the oldest of these checks' }),
    complete: Type.Boolean({ description: 'false: some part needs longer than an answer may take; ask again' }),
    checks: Type.Array(ref(Check)),
  },
  { $id: 'DoctorReport' }
);
export type DoctorReport = Static<typeof DoctorReport>;

const check =
  (state: Check['state']) =>
  (part: string, text: LocalizedText, advice?: LocalizedText): Check => ({
    part,
    state,
    text,
    ...(advice === undefined ? {} : { advice }),
  });

export const ok = check('ok');
/** Works, but somebody should look at it. */
export const warning = check('warning');
/** Does not work. */
export const failed = check('failed');
