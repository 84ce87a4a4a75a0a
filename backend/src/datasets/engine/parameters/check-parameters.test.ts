import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { VigieError } from '../../../domain/errors.ts';
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

test('names all that is wrong at once, and no more of it than a person reads', () => {
  refuses(
    LATEST,
    { class: 'done', limit: [0, 1], clas: 'open' },
    'unknown parameter `clas` of dataset test.rows: it takes class, limit; ' +
      'parameter `class` of dataset test.rows must be one of open, pending, not "done"; ' +
      'parameter `limit` of dataset test.rows takes one value, not 2'
  );
  refuses(
    datasetWith({ p: { type: 'integer', title, multiple: true }, q: { type: 'string', title, required: true } }),
    { p: ['1', 'a', '', 2.5] },
    'missing parameter `q` of dataset test.rows: it is required; ' +
      'parameter `p` of dataset test.rows must be a whole number, not "a"; ' +
      'parameter `p` of dataset test.rows must be a whole number, not 2.5'
  );
  const numbers = datasetWith({ p: { type: 'integer', title, multiple: true } });
  for (const params of [
    { p: Array.from({ length: MAX_VALUES }, (_, index) => `v${index}`) },
    Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`v${index}`, 1])),
  ]) {
    assert.throws(
      () => checkParameters(numbers, params),
      (error: Error) => error.message.split('; ').length === 9 && error.message.endsWith('; and more')
    );
  }
});

test('says the same in French', () => {
  assert.throws(
    () => checkParameters(LATEST, { class: 1, limit: '201', x: 1 }),
    (error: VigieError) =>
      error.text.fr ===
      'paramètre `x` inconnu du jeu de données test.rows, qui admet class, limit ; ' +
        'le paramètre `class` du jeu de données test.rows doit être l’un de open, pending, et non 1 ; ' +
        'le paramètre `limit` du jeu de données test.rows doit être entre 1 et 200, et non "201"'
  );
});

test('reads numbers as JavaScript writes them, and nothing else', () => {
  const read: [unknown, number][] = [
    ['1e3', 1000],
    [' 12 ', 12],
    ['0x10', 16],
    ['-0', 0],
    [['7', 7], 7],
    [['', null, '3'], 3],
  ];
  for (const [given, value] of read) {
    assert.equal(check({ type: 'integer', title }, given), value, JSON.stringify(given));
    assert.equal(check({ type: 'number', title }, given), value, JSON.stringify(given));
  }
  for (const given of ['12abc', '1,5', ' ', 'Infinity', -Infinity, NaN, true, 'true', {}, [[1]], [[]], '2**53']) {
    assert.throws(() => check({ type: 'integer', title }, given), /must be a whole number, not/, JSON.stringify(given));
    assert.throws(() => check({ type: 'number', title }, given), /must be a number, not/, JSON.stringify(given));
  }
  assert.throws(() => check({ type: 'integer', title }, '9007199254740992'), /must be a whole number/);
});

test('takes true and false alone for a boolean', () => {
  for (const given of [1, 0, '1', '0', 'TRUE', 'False', ' true', 'yes', {}, [[true]]]) {
    assert.throws(() => check({ type: 'boolean', title }, given), /must be true or false, not/, JSON.stringify(given));
  }
});

test('refuses days and instants that do not exist, or that no database holds', () => {
  for (const given of ['2023-02-29', '2024-13-01', '0001-01-01', '9999-06-01', '2024-07-23T00:00:00Z', 20240723]) {
    assert.throws(() => check({ type: 'date', title }, given), /must be a date such as/, JSON.stringify(given));
  }
  for (const given of ['2023-02-29T00:00:00Z', '2024-07-23T25:00:00Z', -9e15, 'NaN', true, {}, [['2024-07-23']]]) {
    assert.throws(
      () => check({ type: 'date-time', title }, given),
      /must be an instant such as/,
      JSON.stringify(given)
    );
  }
});

test('refuses names of the prototype of objects as parameters', () => {
  for (const name of ['__proto__', 'constructor', 'hasOwnProperty', 'a/b~c', '']) {
    const params: unknown = JSON.parse(`{"limit": 3, ${JSON.stringify(name)}: {"class": "x"}}`);
    refuses(LATEST, params, `unknown parameter \`${name}\` of dataset test.rows: it takes class, limit`);
  }
});

test('refuses NUL, and texts longer than they may be in characters of JavaScript', () => {
  const text = { type: 'string', title } as const;
  assert.throws(() => check(text, 'a\0b'), /holds a NUL character/);
  assert.throws(() => check({ type: 'string', title, multiple: true }, ['a', '\0']), /holds a NUL character/);
  assert.throws(() => check(text, '😀'.repeat(MAX_TEXT_LENGTH / 2 + 1)), /holds 502 characters/);
  // One grapheme, however long.
  assert.throws(() => check(text, `e${'\u0301'.repeat(MAX_TEXT_LENGTH)}`), /holds 501 characters/);
  assert.throws(() => check({ ...text, maxLength: 3 }, 1234), /holds 4 characters/);
});

test('says of a number too that it is a variable Grafana did not fill in', () => {
  for (const type of ['integer', 'number', 'boolean', 'date', 'date-time'] as const) {
    assert.throws(() => check({ type, title }, '${limit}'), /a template variable that Grafana did not fill in/, type);
  }
});
