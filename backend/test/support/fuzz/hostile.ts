import fc from 'fast-check';

const ESC = String.fromCodePoint(27);

/** Texts that some part of a program in between tends to fail on: databases, loggers, terminals, parsers, templates. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  `${ESC}[31mred${ESC}[0m\r\nnext line`,
  '\uD800',
  '\uFFFE\u202E',
  '👩‍👩‍👧‍👦',
  'é'.normalize('NFD'),
  '__proto__',
  'constructor',
  'null',
  '-1',
  '1e400',
  "'; drop table sites; -- ",
  '%00%ff%',
  '${jndi:ldap://127.0.0.1/x}',
  '../../../etc/passwd',
  '<script>alert(1)</script>',
  '(a+)+$',
  '9999-12-31',
  '2024-02-30',
  '+275760-09-13T00:00:00.000Z',
  'x'.repeat(3_000),
  'mot '.repeat(2_000),
];

export const HOSTILE_NUMBERS = [
  0,
  -0,
  -1,
  0.5,
  1e-320,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  8.64e15,
  -8.64e15,
  8.64e15 + 1,
  1e308,
  Number.MIN_SAFE_INTEGER,
];

const hostileScalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false),
  fc.constantFrom<unknown>(...HOSTILE_NUMBERS),
  fc.constantFrom<unknown>(...HOSTILE_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 })
);

/** A value of any JSON type, of the kind that a careful program refuses and a careless one fails on. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 8, arbitrary: hostileScalar },
  { weight: 1, arbitrary: fc.array(hostileScalar, { maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('a', '', 'toString', 'length'), hostileScalar, { maxKeys: 3 }),
  },
  { weight: 1, arbitrary: fc.constantFrom(3, 15, 17, 200).map(nested) },
  { weight: 1, arbitrary: fc.constantFrom(101, 600).map((length) => Array.from({ length }, (_, index) => `v${index}`)) }
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) {
    value = level % 2 === 0 ? [value] : { a: value };
  }
  return value;
}
