import type { ParameterDescription } from '../../catalogue';
import { parameterProblem } from './parameterProblem';

const parameter = (overrides: Partial<ParameterDescription>): ParameterDescription => ({
  name: 'p',
  multiple: false,
  required: false,
  type: 'string',
  title: { fr: 'P', en: 'P' },
  ...overrides,
});

const DATE = parameter({ type: 'date', default: 'yesterday' });
const INSTANT = parameter({ type: 'date-time' });
const LIMIT = parameter({ type: 'integer', minimum: 1, maximum: 200 });
const CHOICE = parameter({ choices: [{ value: 'open', title: { fr: 'Ouvert', en: 'Open' } }] });
const CHOICES = { ...CHOICE, multiple: true };

describe('parameterProblem', () => {
  it.each([
    [DATE, '2024-02-29', undefined],
    [DATE, '2023-02-29', 'notADate'],
    [DATE, '22/07/2024', 'notADate'],
    [DATE, 'yesterday', undefined],
    [DATE, '$day', undefined],
    [INSTANT, '2024-07-22T08:30:00Z', undefined],
    [INSTANT, 'noon', 'notADateTime'],
    [LIMIT, 1, undefined],
    [LIMIT, 200, undefined],
    [LIMIT, 0, 'tooSmall'],
    [LIMIT, 201, 'tooLarge'],
    [LIMIT, 2.5, 'notAnInteger'],
    [LIMIT, '12', undefined],
    [LIMIT, 'many', 'notANumber'],
    [LIMIT, '$limit', undefined],
    [parameter({ type: 'number' }), 2.5, undefined],
    [CHOICE, 'open', undefined],
    [CHOICE, 'Open', 'notAChoice'],
    [CHOICE, '$class', undefined],
    [CHOICES, ['open', '$class'], undefined],
    [CHOICES, ['open', 'shut'], 'notAChoice'],
    [parameter({}), 'anything', undefined],
  ])('of %j with %j is %s', (description, value, problem) => {
    expect(parameterProblem(description, value)).toBe(problem);
  });

  it.each([undefined, '', []])('misses a required value in %j unless there is a default', (value) => {
    expect(parameterProblem(parameter({ required: true }), value)).toBe('missing');
    expect(parameterProblem(parameter({ required: true, default: 'x' }), value)).toBeUndefined();
    expect(parameterProblem(parameter({}), value)).toBeUndefined();
  });
});
