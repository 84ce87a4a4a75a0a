import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';

import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

import type { AteraSimulator } from '../index.ts';
import { get, getJson, NOW, simulatorFor } from '../test-helper.ts';
import { ALERT_ODDITIES, TICKET_ODDITIES } from '../world/odd.ts';

interface OpenApi {
  paths: Record<string, { get: { parameters?: Array<{ name: string; in: string }> } }>;
  components: { schemas: object };
}

const openApi = JSON.parse(readFileSync(new URL('../atera-openapi.json', import.meta.url), 'utf8')) as OpenApi;
const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
ajv.addKeyword('components');
ajv.addSchema({ $id: 'atera', components: openApi.components });

const ENDPOINTS: ReadonlyArray<readonly [path: string, schema: string]> = [
  ['/tickets?itemsInPage=50', 'TicketDtoPagedResult'],
  ['/tickets?itemsInPage=50&includeRelations=true', 'TicketDtoPagedResult'],
  ['/tickets?page=99', 'TicketDtoPagedResult'],
  ['/tickets/lastmodified?date=2026-01-01T00:00:00Z&itemsInPage=50', 'TicketDtoPagedResult'],
  [
    '/tickets/lastmodified?date=2026-01-01T00:00:00Z&includeComments=true&includeRelations=true',
    'TicketDtoPagedResult',
  ],
  ['/tickets/statusmodified?itemsInPage=50', 'TicketDtoPagedResult'],
  ['/tickets/4001', 'TicketDto'],
  ['/alerts?itemsInPage=50', 'AlertDtoPagedResult'],
  ['/alerts?alertStatus=Snoozed', 'AlertDtoPagedResult'],
  ['/customers?itemsInPage=50', 'CustomerDtoPagedResult'],
  ['/account', 'AccountInfoResponse'],
];

function validatorOf(schema: string): ValidateFunction {
  const validate = ajv.getSchema(`atera#/components/schemas/${schema}`);
  assert.ok(validate, `the schema has ${schema}`);
  return validate;
}

function generated(t: TestContext, oddShare: number): Promise<AteraSimulator> {
  return simulatorFor(t, {
    generate: { seed: 3, now: NOW, activeTickets: 250, doneTickets: 250, openAlerts: 60, oddShare },
  });
}

for (const [path, schema] of ENDPOINTS) {
  test(`GET ${path} conforms to ${schema}`, async (t) => {
    const simulator = await generated(t, 0);
    for (let tick = 0; tick < 40; tick += 1) {
      simulator.world.tick();
    }
    const validate = validatorOf(schema);
    const body = await getJson(simulator, path);
    assert.ok(validate(body), JSON.stringify(validate.errors?.slice(0, 3)));
    if ('items' in (body as object) && !path.includes('page=99')) {
      assert.notEqual((body as { items: unknown[] }).items.length, 0, 'an empty list proves nothing');
    }
  });
}

test('the 404 of a ticket conforms to ProblemDetails', async (t) => {
  const simulator = await simulatorFor(t);
  const response = await get(simulator, '/tickets/999999');
  assert.equal(response.status, 404);
  assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/);
  const body = (await response.json()) as { status: number };
  assert.ok(validatorOf('ProblemDetails')(body));
  assert.equal(body.status, 404);
});

test('every path of the schema is served, and the validator refuses what the schema refuses', async (t) => {
  const simulator = await generated(t, 0);
  for (const path of Object.keys(openApi.paths)) {
    const response = await get(simulator, path.replace('/api/v3', '').replace('{ticketId}', '4001'));
    assert.equal(response.status, 200, path);
  }
  const validate = validatorOf('TicketDto');
  assert.equal(validate({ TicketID: 1, Priority: 'Low' }), false, 'unknown field');
  assert.equal(validate({ TicketID: 1, TicketPriority: null }), false, 'null where it is not nullable');
  assert.equal(validate({ TicketID: 1, TicketTitle: null }), true, 'null where it is nullable');
});

test('odd data breaks the schema in the documented fields only', async (t) => {
  const simulator = await generated(t, 1);
  const breaks = await brokenFields(simulator, '/tickets', 'TicketDtoPagedResult');
  const documented = new Set(TICKET_ODDITIES.flatMap(({ breaksSchema }) => breaksSchema));
  assert.deepEqual(
    [...breaks].filter((field) => !documented.has(field)),
    []
  );
  assert.deepEqual(
    [...documented].filter((field) => !breaks.has(field)),
    [],
    'each documented break really occurs'
  );

  const alertBreaks = await brokenFields(simulator, '/alerts', 'AlertDtoPagedResult');
  assert.deepEqual([...alertBreaks].sort(), [...new Set(ALERT_ODDITIES.flatMap((o) => o.breaksSchema))].sort());
});

async function brokenFields(simulator: AteraSimulator, path: string, schema: string): Promise<Set<string>> {
  const fields = new Set<string>();
  const validate = validatorOf(schema);
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const body = (await getJson(simulator, `${path}?itemsInPage=50&page=${page}`)) as { totalPages: number };
    pages = body.totalPages;
    validate(body);
    (validate.errors ?? []).forEach((error) => fields.add(fieldOf(error)));
  }
  return fields;
}

/** `/items/3/TicketPriority` → `TicketPriority`. */
function fieldOf(error: ErrorObject): string {
  return error.instancePath.split('/').at(-1) ?? '';
}
