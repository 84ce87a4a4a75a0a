import { t } from '@grafana/i18n';

import type { ParameterDescription } from '../../catalogue';
import type { ParameterProblem } from './parameterProblem';

/** The sentence under a field whose value the backend would refuse. */
export function problemText(problem: ParameterProblem, parameter: ParameterDescription): string {
  switch (problem) {
    case 'missing':
      return t('parameter.problem.missing', 'This parameter is required.');
    case 'notADate':
      return t('parameter.problem.notADate', 'Expected a date as YYYY-MM-DD, or a variable.');
    case 'notADateTime':
      return t('parameter.problem.notADateTime', 'Expected an instant as 2024-07-22T08:30:00Z, or a variable.');
    case 'notANumber':
      return t('parameter.problem.notANumber', 'Expected a number.');
    case 'notAnInteger':
      return t('parameter.problem.notAnInteger', 'Expected a whole number.');
    case 'tooSmall':
      return t('parameter.problem.tooSmall', 'At least {{minimum}}.', { minimum: parameter.minimum });
    case 'tooLarge':
      return t('parameter.problem.tooLarge', 'At most {{maximum}}.', { maximum: parameter.maximum });
    case 'notAChoice':
      return t('parameter.problem.notAChoice', 'This value is not one of the choices.');
  }
}
