import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { Ajv } from 'ajv';
import { parse } from 'yaml';

import { rulesJsonSchema } from './json-schema.ts';

const EXAMPLE = await readFile(join(import.meta.dirname, '../../../../vigie.example.yaml'), 'utf8');

/** The places that an editor marks in a rules file. */
function marked(yaml: string): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.validate(rulesJsonSchema(EXAMPLE), parse(yaml));
  return [...new Set((ajv.errors ?? []).map(({ instancePath }) => instancePath))];
}

test('the JSON Schema accepts the example, and lists, single values and words where either may stand', () => {
  assert.deepEqual(marked(EXAMPLE), []);
  assert.deepEqual(
    marked(`
businessClock: { hours: { mon-fri: ["09:00-12:00", "14:00-18:00"], sat: closed }, holidays: none }
grafana: { tenants: [{ enterprise: A, org: A, tickets: { clients: [BASH] } }] }
schedules: { purge: off }
`),
    []
  );
});

test('the JSON Schema marks unknown keys, missing keys, wrong words, wrong forms and numbers out of bounds', () => {
  assert.deepEqual(
    marked(`
volume: { warm: 3 }
clients: [{ aliases: [BASH] }]
board: { idleAfter: 2 days }
retention: { doneDays: 0 }
counters: { closed: [{ enterprise: BASH, code: 001 }] }
grafana: { language: fr }
`),
    ['/volume', '/clients/0', '/board/idleAfter', '/retention/doneDays', '/counters/closed/0/code', '/grafana/language']
  );
});

test('the JSON Schema takes meanings and defaults from the example, and the sentences of the backend', () => {
  const { properties } = rulesJsonSchema(EXAMPLE) as {
    properties: Record<string, { description?: string; properties?: object }>;
  };
  assert.deepEqual(properties['board']?.properties, {
    idleAfter: {
      type: 'string',
      pattern: String.raw`^\s*[1-9]\d{0,6}[smhd]\s*$`,
      errorMessage: 'must be a duration of at most 366d such as 30s, 2m, 72h or 5d',
      default: '2d',
    },
  });
  assert.match(properties['volume']?.description ?? '', /^open tickets at which a client's bar turns orange/);
  // Items of lists are examples.
  assert.equal('default' in (properties['clients'] ?? {}), false);
});
