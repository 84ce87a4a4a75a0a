import type { ParameterDescription } from '../../catalogue';
import { hasVariable } from '../../request/interpolation';

/** Why the backend would refuse a parameter's value. */
export type ParameterProblem =
  'missing' | 'notADate' | 'notADateTime' | 'notANumber' | 'notAnInteger' | 'tooSmall' | 'tooLarge' | 'notAChoice';

function isCalendarDate(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    return false;
  }
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function numberProblem(parameter: ParameterDescription, value: unknown): ParameterProblem | undefined {
  const number = typeof value === 'number' ? value : Number(value || NaN);
  if (!Number.isFinite(number)) {
    return 'notANumber';
  }
  if (parameter.type === 'integer' && !Number.isInteger(number)) {
    return 'notAnInteger';
  }
  if (parameter.minimum !== undefined && number < parameter.minimum) {
    return 'tooSmall';
  }
  return parameter.maximum !== undefined && number > parameter.maximum ? 'tooLarge' : undefined;
}

function scalarProblem(parameter: ParameterDescription, value: unknown): ParameterProblem | undefined {
  // A variable's value is known on the dashboard only; the default is right whatever its notation ("yesterday").
  if (hasVariable(value) || value === parameter.default) {
    return undefined;
  }
  if (parameter.choices) {
    return parameter.choices.some((choice) => choice.value === value) ? undefined : 'notAChoice';
  }
  switch (parameter.type) {
    case 'integer':
    case 'number':
      return numberProblem(parameter, value);
    case 'date':
      return isCalendarDate(value) ? undefined : 'notADate';
    case 'date-time':
      return Number.isNaN(Date.parse(String(value))) ? 'notADateTime' : undefined;
    default:
      return undefined;
  }
}

/**
 * What is wrong with a stored value, so that the editor says so before the backend does. It only warns: the backend has
 * the last word, and a value is never changed or dropped because of it.
 */
export function parameterProblem(parameter: ParameterDescription, value: unknown): ParameterProblem | undefined {
  const values = (Array.isArray(value) ? value : [value]).filter((item) => item !== undefined && item !== '');
  if (values.length === 0) {
    return parameter.required && parameter.default === undefined ? 'missing' : undefined;
  }
  return values.map((item) => scalarProblem(parameter, item)).find((problem) => problem !== undefined);
}
