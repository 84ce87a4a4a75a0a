import { Type } from 'typebox';

import type { NewSiteInput, SiteProblem } from '../../counters/sites/validation.ts';
import { VigieError } from '../../domain/errors.ts';

const Optional = Type.Optional(Type.Union([Type.String(), Type.Null()]));

const FIELDS = {
  ip: Optional,
  country: Optional,
  city: Optional,
  open: Optional,
  close: Optional,
  overnight: Type.Optional(Type.Boolean({ description: 'States that the site closes after midnight' })),
  timezone: Optional,
  operational: Type.Optional(Type.Boolean()),
  reason: Optional,
};

/** Only the form is checked here; the values are checked together, so that all that is wrong is reported at once. */
export const SiteBody = Type.Object(FIELDS, { $id: 'SiteChange', additionalProperties: false });

export const NewSiteBody = Type.Object(
  {
    enterprise: Type.Optional(Type.String()),
    code: Type.Optional(Type.String()),
    confirm: Type.Optional(
      Type.Boolean({ description: 'Answers `confirmation_needed`: the name and the code are meant as they are' })
    ),
    ...FIELDS,
  },
  { $id: 'NewSite', additionalProperties: false }
);

/** A new site's input; what is required and absent is found by the check as empty. */
export function newSiteInput({ confirm: _, ...body }: Partial<NewSiteInput> & { confirm?: boolean }): NewSiteInput {
  return { ...body, enterprise: body.enterprise ?? '', code: body.code ?? '' };
}

/** @throws {VigieError} `invalid_request` that names every field that is wrong. */
export function refuseProblems(problems: readonly SiteProblem[]): void {
  if (problems.length > 0) {
    const fields = problems.map(({ field, text }) => ({ field, message: text.en, text }));
    const names = fields.map(({ field }) => field).join(', ');
    throw new VigieError('invalid_request', { fr: `Corrigez ${names}.`, en: `Correct ${names}.` }, { fields });
  }
}

/** The answer to a value that the counters database cannot hold. */
export function refusedField({ field, text }: SiteProblem): VigieError {
  return new VigieError(
    'value_refused',
    { fr: `Corrigez ${field} : ${text.fr}`, en: `Correct ${field}: ${text.en}` },
    { fields: [{ field, message: text.en, text }] }
  );
}

/** @throws {VigieError} `confirmation_needed` that says, field by field, what to look at once more. */
export function askConfirmation(questions: readonly SiteProblem[]): void {
  if (questions.length > 0) {
    const fields = questions.map(({ field, text }) => ({ field, message: text.en, text }));
    throw new VigieError(
      'confirmation_needed',
      {
        fr: `${fields.map(({ text }) => text.fr).join(' ')} Pour l’ajouter, renvoyez la même requête avec "confirm": true.`,
        en: `${fields.map(({ text }) => text.en).join(' ')} Send the same again with "confirm": true to add it.`,
      },
      { fields }
    );
  }
}
