import type { FieldErrors, FieldValues, ResolverResult } from 'react-hook-form';

/** What is wrong with the values of a form, field by field, as react-hook-form takes it. */
export function resolverResult<Values extends FieldValues>(
  values: Values,
  problems: Partial<Record<keyof Values & string, string>>
): ResolverResult<Values, Values> {
  const errors = Object.entries(problems).map(([field, message]) => [field, { type: 'value', message }]);
  return errors.length === 0
    ? { values, errors: {} }
    : { values: {}, errors: Object.fromEntries(errors) as FieldErrors<Values> };
}
