import type { Fault, FaultKind } from './fault.ts';

interface ValueType {
  expected: string;
  accepts: (value: unknown) => boolean;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const anyNumber: ValueType = { expected: 'a number', accepts: (value) => Number.isFinite(value) };
const count: ValueType = {
  expected: 'a whole number ≥ 0',
  accepts: (value) => Number.isInteger(value) && Number(value) >= 0,
};
const positive: ValueType = {
  expected: 'a whole number ≥ 1',
  accepts: (value) => Number.isInteger(value) && Number(value) >= 1,
};
const status: ValueType = {
  expected: 'an HTTP status from 400 to 599',
  accepts: (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599,
};
const text: ValueType = { expected: 'a text', accepts: (value) => typeof value === 'string' && value !== '' };
const retryAfter: ValueType = {
  expected: '"seconds" or "http-date"',
  accepts: (value) => value === 'seconds' || value === 'http-date',
};
const fieldNames: ValueType = {
  expected: 'a list of field names',
  accepts: (value) => Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string'),
};
const pathPattern: ValueType = {
  expected: 'a path pattern that starts with / or *',
  accepts: (value) => typeof value === 'string' && /^[/*]/.test(value),
};
const queryValues: ValueType = {
  expected: 'an object of texts',
  accepts: (value) => isObject(value) && Object.values(value).every((text) => typeof text === 'string'),
};

type Keys = Record<string, { type: ValueType; required?: boolean }>;

const SCOPE: Keys = {
  path: { type: pathPattern },
  query: { type: queryValues },
  skip: { type: count },
  times: { type: positive },
};

const KINDS: Record<FaultKind, Keys> = {
  status: {
    status: { type: status, required: true },
    retryAfterSeconds: { type: count },
    retryAfter: { type: retryAfter },
    retryAfterText: { type: text },
  },
  'key-revoked': {},
  reset: {},
  hang: {},
  slow: { delayMs: { type: count, required: true } },
  html: {},
  empty: {},
  truncated: {},
  'cut-json': {},
  'null-fields': { fields: { type: fieldNames, required: true }, every: { type: positive } },
  'missing-fields': { fields: { type: fieldNames, required: true }, every: { type: positive } },
  'wrong-total': { by: { type: anyNumber, required: true } },
  'null-items': {},
  'duplicate-item': {},
  'date-skew': { skewSeconds: { type: anyNumber, required: true } },
  'rate-limit': { requestsPerMinute: { type: count }, retryAfter: { type: retryAfter } },
  exception: { name: { type: text, required: true }, message: { type: text }, status: { type: status } },
  'no-database': {},
  'no-rpc': {},
  uninitialised: {},
};

/**
 * Checks a fault, which may come over HTTP: a misspelt switch that did nothing would let a test pass for the wrong reason.
 * @throws TypeError that names the wrong key, its value and what is allowed.
 */
export function parseFault(candidate: unknown): Fault {
  assertFault(candidate);
  return candidate;
}

function assertFault(candidate: unknown): asserts candidate is Fault {
  if (!isObject(candidate)) {
    throw new TypeError(`A fault is an object with a "kind", not ${JSON.stringify(candidate)}.`);
  }
  const { kind, ...rest } = candidate;
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind)) {
    throw new TypeError(`Unknown fault kind ${JSON.stringify(kind)}; there are: ${Object.keys(KINDS).join(', ')}.`);
  }
  const keys: Keys = { ...SCOPE, ...KINDS[kind as FaultKind] };
  for (const [name, value] of Object.entries(rest)) {
    const known = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (known === undefined) {
      throw new TypeError(`Fault "${kind}" has no key "${name}"; it has: ${Object.keys(keys).join(', ')}.`);
    }
    if (value !== undefined && !known.type.accepts(value)) {
      throw new TypeError(`Fault "${kind}": ${name} must be ${known.type.expected}, not ${JSON.stringify(value)}.`);
    }
  }
  for (const [name, { type, required }] of Object.entries(keys)) {
    if (required && rest[name] === undefined) {
      throw new TypeError(`Fault "${kind}" needs ${name}: ${type.expected}.`);
    }
  }
}
