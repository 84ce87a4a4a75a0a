import assert from 'node:assert/strict';
import { test } from 'node:test';

import { type Dataset, defineDataset } from '../dataset.ts';
import { checkParameters } from './check-parameters.ts';
import { MAX_TEXT_LENGTH, MAX_VALUES, type Parameter } from './parameters.ts';

const title = { fr: '', en: '' };

function datasetWith(parameters: Record<string, Parameter>): Dataset {
  return defineDataset({
    name: 'test.rows',
    title,
    description: title,
    scopes: ['tickets:read'],
    origin: 'none',
    parameters,
    columns: {},
    read: async () => [],
  });
}

const CLASS = {
  type: 'string',
  title,
  default: 'open',
  choices: [
    { value: 'open', title },
    { value: 'pending', title },
  ],
} as const;
const LATEST = datasetWith({
  class: CLASS,
  limit: { type: 'integer', title, default: 4, minimum: 1, maximum: 200 },
});

const check = (parameter: Parameter, value: unknown) =>
  checkParameters(datasetWith({ p: parameter }), { p: value })['p'];
const refuses = (dataset: Dataset, params: unknown, message: string) =>
  assert.throws(() => checkParameters(dataset, params), { code: 'parameter_invalid', message });

test('defaults are filled in, optional parameters stay absent', () => {
  assert.deepEqual(checkParameters(LATEST, undefined), { class: 'open', limit: 4 });
  assert.deepEqual(checkParameters(datasetWith({ client: { type: 'string', title, multiple: true } }), {}), {});
});

test('numbers and booleans are read from the strings of template variables', () => {
  assert.deepEqual(checkParameters(LATEST, { limit: '12' }), { class: 'open', limit: 12 });
  assert.equal(check({ type: 'number', title }, ' 1.5 '), 1.5);
  assert.equal(check({ type: 'boolean', title }, 'true'), true);
  assert.equal(check({ type: 'boolean', title }, false), false);
  assert.equal(check({ type: 'string', title }, 101), '101');
});

test('an empty value means that none was given', () => {
  assert.deepEqual(checkParameters(LATEST, { class: '', limit: null }), { class: 'open', limit: 4 });
  const client = { type: 'string', title, multiple: true } as const;
  for (const empty of ['', [], [''], [null], undefined]) {
    assert.equal(check(client, empty), undefined);
  }
  refuses(
    datasetWith({ p: { type: 'string', title, required: true } }),
    { p: '' },
    'missing parameter `p` of dataset test.rows: it is required'
  );
});

test('one value serves for a list, and a list of one for a single value', () => {
  assert.deepEqual(check({ type: 'string', title, multiple: true }, 'BASH'), ['BASH']);
  assert.deepEqual(check({ type: 'integer', title, multiple: true }, ['1', 2]), [1, 2]);
  assert.deepEqual(checkParameters(LATEST, { class: ['pending'], limit: [7] }), { class: 'pending', limit: 7 });
  assert.deepEqual(check({ type: 'string', title, multiple: true, default: 'a' }, []), ['a']);
  refuses(LATEST, { class: ['open', 'pending'] }, 'parameter `class` of dataset test.rows takes one value, not 2');
});

test('dates and instants', () => {
  assert.equal(check({ type: 'date', title }, '2024-02-29'), '2024-02-29');
  const instant = { type: 'date-time', title } as const;
  assert.deepEqual(check(instant, '2024-07-23T10:00:00+02:00'), new Date('2024-07-23T08:00:00Z'));
  assert.deepEqual(check(instant, '2024-07-23T10:00:00'), new Date('2024-07-23T10:00:00Z'));
  assert.deepEqual(check(instant, '1721721600000'), new Date(1721721600000));
  refuses(
    datasetWith({ p: { type: 'date', title } }),
    { p: '2023-02-29' },
    'parameter `p` of dataset test.rows must be a date such as 2024-07-23, not "2023-02-29"'
  );
  assert.throws(() => check({ type: 'date', title }, '2024-7-3'));
  assert.throws(() => check(instant, 'yesterday'));
  assert.throws(() => check(instant, 9e15));
});

test('what is wrong is said, and what is taken', () => {
  refuses(LATEST, { clas: 'open' }, 'unknown parameter `clas` of dataset test.rows: it takes class, limit');
  refuses(LATEST, { toString: 1 }, 'unknown parameter `toString` of dataset test.rows: it takes class, limit');
  refuses(datasetWith({}), { x: 1 }, 'unknown parameter `x` of dataset test.rows: it takes no parameter');
  refuses(LATEST, { class: 'done' }, 'parameter `class` of dataset test.rows must be one of open, pending, not "done"');
  for (const limit of [0, 201, '-3']) {
    refuses(
      LATEST,
      { limit },
      `parameter \`limit\` of dataset test.rows must be between 1 and 200, not ${JSON.stringify(limit)}`
    );
  }
  for (const limit of [1.5, '4 rows', true, {}, '0x', 'NaN', 1e300]) {
    refuses(
      LATEST,
      { limit },
      `parameter \`limit\` of dataset test.rows must be a whole number, not ${JSON.stringify(limit)}`
    );
  }
  refuses(LATEST, [], 'params of dataset test.rows must be an object of parameter names and values');
  refuses(LATEST, 'class=open', 'params of dataset test.rows must be an object of parameter names and values');
  assert.throws(() => check({ type: 'number', title, minimum: 0 }, -1), /must be at least 0, not -1/);
  assert.throws(() => check({ type: 'number', title, maximum: 1 }, 2), /must be at most 1, not 2/);
  assert.throws(() => check({ type: 'number', title }, Infinity), /must be a number/);
  assert.throws(() => check({ type: 'boolean', title }, 'oui'), /must be true or false, not "oui"/);
  assert.throws(
    () => check({ type: 'string', title }, { a: 'x'.repeat(500) }),
    (error: Error) => error.message.length < 150
  );
});

test('refuses a text that is too long and a list with too many values, and says how long they may be', () => {
  const text = { type: 'string', title } as const;
  assert.equal(check(text, 'x'.repeat(MAX_TEXT_LENGTH)), 'x'.repeat(MAX_TEXT_LENGTH));
  refuses(
    datasetWith({ p: text }),
    { p: 'x'.repeat(MAX_TEXT_LENGTH + 1) },
    'parameter `p` of dataset test.rows holds 501 characters, and 500 are the most: shorten it'
  );
  refuses(
    datasetWith({ p: { ...text, maxLength: 3 } }),
    { p: ['abcd'] },
    'parameter `p` of dataset test.rows holds 4 characters, and 3 are the most: shorten it'
  );
  // Whatever the type: a number of a megabyte is read by nobody.
  for (const type of ['integer', 'number', 'boolean', 'date', 'date-time'] as const) {
    assert.throws(() => check({ type, title }, ' '.repeat(MAX_TEXT_LENGTH) + '1'), /holds 501 characters/, type);
  }
  const list = { ...text, multiple: true } as const;
  const values = Array.from({ length: MAX_VALUES }, (_, index) => `v${index}`);
  assert.deepEqual(check(list, values), values);
  refuses(
    datasetWith({ p: list }),
    { p: [...values, ''] },
    'parameter `p` of dataset test.rows holds 2001 values, and 2000 are the most: ask for fewer, or for all with none'
  );
  assert.throws(
    () => checkParameters(LATEST, { ['x'.repeat(100_000)]: 1 }),
    (error: Error) => error.message.length < 200
  );
});

test('takes a value that is named twice once', () => {
  assert.deepEqual(check({ type: 'string', title, multiple: true }, ['a', 'b', 'a']), ['a', 'b']);
});

test('refuses a value that is a variable Grafana did not fill in, and takes texts that only look a little like one', () => {
  const text = { type: 'string', title } as const;
  for (const value of [
    '$enterprise',
    '${enterprise}',
    '${enterprise:csv}',
    '${client.text}',
    '[[enterprise]]',
    '$__all',
  ]) {
    assert.throws(() => check(text, value), /a template variable that Grafana did not fill in/, value);
    assert.throws(() => check({ ...text, multiple: true }, ['BASH', value]), /template variable/, value);
  }
  for (const value of ['$', '$ 5', 'US$', '100 $', '${', '[[', 'a $b', '[x]', 'BASH $hop']) {
    assert.equal(check(text, value), value);
  }
});
