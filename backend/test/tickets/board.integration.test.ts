import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';

import {
  buildAlert,
  buildTicket,
  type SimAlert,
  type SimTicket,
  startAteraSimulator,
} from '../../../tests/simulators/atera/index.ts';
import type { QueryResult } from '../../src/datasets/engine/run.ts';
import type { Status } from '../../src/doctor/status.ts';
import { readLocalServer } from '../../src/identity/local-token.ts';
import { send, withServer } from '../support/server/server.ts';

const NOW = Date.parse('2024-07-23T08:00:00Z');
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const KEY = 'key-of-the-simulated-account';

const ago = (ms: number): string => new Date(NOW - ms).toISOString();

/** Created `hours` before now; the first answer came `answered` minutes after that. */
function ticket(id: number, hours: number, answered: number | null, fields: Partial<SimTicket>): SimTicket {
  return buildTicket(NOW, {
    TicketID: id,
    TicketCreatedDate: ago(hours * HOUR_MS),
    TechnicianFirstCommentDate: answered === null ? null : ago(hours * HOUR_MS - answered * MINUTE_MS),
    CustomerName: 'Ba&amp;sh',
    ...fields,
  });
}

const TICKETS: SimTicket[] = [
  ticket(1, 1, 30, { TicketImpact: 'Major', TicketPriority: 'Critical', TicketTitle: 'Serveur &eacute;teint' }),
  ticket(2, 2, 60, { TicketImpact: 'Minor', TicketPriority: 'High' }),
  ticket(3, 3, null, { TicketPriority: 'Low' }),
  ticket(4, 4, -10, { TicketStatus: ' OPEN ', TicketImpact: null, TicketPriority: null }),
  ticket(5, 5, 240, { TicketStatus: 'Pending', TicketImpact: 'Crisis', TicketPriority: 'Medium' }),
  ticket(6, 6, null, { TicketStatus: 'Pending', TicketImpact: 'SiteDown', TicketPriority: 'Low' }),
  ticket(7, 1, null, { TicketStatus: 'En cours', TicketImpact: 'Minor', TicketPriority: 'Medium' }),
  ticket(8, 7, 5, { TicketStatus: 'Resolved', TicketImpact: 'Major' }),
  ticket(9, 8, 5, { TicketStatus: 'Closed' }),
  ticket(10, 9, null, { TicketCreatedDate: null, TicketImpact: 'ServerIssue', TicketPriority: 'Low' }),
];

const ALERTS: SimAlert[] = [
  buildAlert(NOW, { AlertID: 1, Created: ago(6 * HOUR_MS) }),
  buildAlert(NOW, { AlertID: 2, Created: ago(5 * HOUR_MS), Title: null, AlertMessage: 'Disque plein' }),
  buildAlert(NOW, { AlertID: 3, Created: ago(4 * HOUR_MS), Title: null, AlertMessage: null, Code: 42 }),
  buildAlert(NOW, { AlertID: 4, Created: ago(3 * HOUR_MS), Title: null, AlertMessage: null, Code: null }),
  buildAlert(NOW, { AlertID: 5, Created: ago(HOUR_MS), DeviceName: 'SRV-01' }),
  buildAlert(NOW, { AlertID: 6, Created: ago(HOUR_MS) }),
];

const QUERIES = [
  { refId: 'summary', dataset: 'tickets.summary' },
  { refId: 'open', dataset: 'tickets.latest', params: { class: 'open', limit: 4 } },
  { refId: 'pending', dataset: 'tickets.latest', params: { class: 'pending', limit: 4 } },
  { refId: 'openByPriority', dataset: 'tickets.by_priority', params: { class: 'open' } },
  { refId: 'pendingByPriority', dataset: 'tickets.by_priority', params: { class: 'pending' } },
  { refId: 'alerts', dataset: 'alerts.latest', params: { limit: 5 } },
];

/** Simulated Atera → backend with its own embedded store, both on a clock that the test moves. */
async function withBoard(t: TestContext) {
  let now = NOW;
  const clock = { now: () => new Date(now), fixed: false };
  const atera = await startAteraSimulator({ apiKeys: [KEY], tickets: TICKETS, alerts: ALERTS, now: clock.now });
  t.after(() => atera.close());
  const server = await withServer(
    t,
    {
      ATERA_URL: atera.url,
      ATERA_API_KEY: KEY,
      ATERA_APP_URL: 'https://atera.example',
      SYNC_INTERVAL_SECONDS: '86400',
    },
    { clock }
  );
  const local = await readLocalServer(server.dataDir);
  const token = local?.token ?? '';

  return {
    atera,
    server,
    token,
    setClock: (secondsAfter: number) => (now = NOW + secondsAfter * 1000),
    async sync(full = false) {
      type Report = { connections: { ok: boolean; error: { code: string } | null }[] };
      const { body } = await send<Report>(`${server.url}/v1/sync`, { method: 'POST', token, body: { full } });
      return body.connections[0];
    },
    async query(bearer = token) {
      const { body } = await send<{ results: Record<string, QueryResult> }>(`${server.url}/v1/query`, {
        method: 'POST',
        token: bearer,
        body: { queries: QUERIES },
      });
      return body.results;
    },
    async source() {
      const { body } = await send<Status>(`${server.url}/v1/status`, { token });
      return body.sources[0];
    },
  };
}

type Board = Awaited<ReturnType<typeof withBoard>>;

function rowsOf(result: QueryResult | undefined): Record<string, unknown>[] {
  const frame = result?.frames[0];
  assert.ok(frame !== undefined, result?.error);
  const names = frame.schema.fields.map(({ name }) => name);
  return (frame.data.values[0] ?? []).map((_, row) =>
    Object.fromEntries(names.map((name, column) => [name, frame.data.values[column]?.[row]]))
  );
}

const pick = (rows: Record<string, unknown>[], ...names: string[]) => rows.map((row) => names.map((name) => row[name]));

test('a board of known data', async (t) => {
  const board = await withBoard(t);
  const report = await board.sync(true);
  assert.equal(report?.error, null);
  await t.test('its figures follow from what Atera holds', () => checkFigures(board));
  await t.test('what the rules do not know is named', () => checkFindings(board));
  await t.test('a token of other connections sees none of it', () => checkOtherConnection(board));
});

async function checkFigures(board: Board): Promise<void> {
  const results = await board.query();

  // First responses in seconds: 1800, 3600, 0 (it came before the ticket: clock skew) and 14400.
  const [summary] = rowsOf(results['summary']);
  assert.deepEqual(
    { ...summary, first_response_p90_s: Math.round(Number(summary?.['first_response_p90_s'])) },
    {
      total: 8,
      open: 6,
      pending: 2,
      impact_major: 4,
      impact_minor: 2,
      impact_none: 2,
      first_response_mean_s: 4950,
      first_response_median_s: 2700,
      first_response_p90_s: 11_160,
      unanswered: 4,
    }
  );
  // 7 and 1 were created at the same instant: the higher id comes first. 10 has no creation date: last, so not here.
  const open = rowsOf(results['open']);
  assert.deepEqual(pick(open, 'id', 'priority', 'created'), [
    ['7', 'Moyenne', NOW - HOUR_MS],
    ['1', 'Critique', NOW - HOUR_MS],
    ['2', 'Haute', NOW - 2 * HOUR_MS],
    ['3', 'Faible', NOW - 3 * HOUR_MS],
  ]);
  assert.deepEqual(pick(open.slice(1, 2), 'title', 'client'), [['Serveur éteint', 'Ba&sh']]);
  assert.match(String(open[0]?.['url']), /^https:\/\/atera\.example\/.*7$/);
  assert.deepEqual(pick(rowsOf(results['pending']), 'id'), [['5'], ['6']]);

  const openByPriority = rowsOf(results['openByPriority']);
  assert.deepEqual(pick(openByPriority, 'priority', 'count', 'share'), [
    ['Faible', 2, 2 / 6],
    ['Moyenne', 1, 1 / 6],
    ['Haute', 1, 1 / 6],
    ['Critique', 1, 1 / 6],
    ['Non renseignée', 1, 1 / 6],
  ]);
  const tenths = openByPriority.map(({ percent }) => Math.round(Number(percent) * 10));
  assert.equal(
    tenths.reduce((a, b) => a + b, 0),
    1000
  );
  assert.deepEqual(pick(rowsOf(results['pendingByPriority']), 'priority', 'count', 'percent'), [
    ['Faible', 1, 50],
    ['Moyenne', 1, 50],
    ['Haute', 0, 0],
    ['Critique', 0, 0],
  ]);

  assert.deepEqual(pick(rowsOf(results['alerts']), 'id', 'title', 'device'), [
    ['6', 'Alerte 6', null],
    ['5', 'Alerte 5', 'SRV-01'],
    ['4', '(sans titre)', null],
    ['3', '42', null],
    ['2', 'Disque plein', null],
  ]);
}

async function checkFindings(board: Board): Promise<void> {
  const { body } = await send<Status>(`${board.server.url}/v1/status`, { token: board.token });
  const findings = body.findings.map(({ code, value, count }) => [code, value, count]);
  assert.deepEqual(findings.sort(), [
    // The default rules list BASH without another spelling.
    ['client_lookalike', 'BASH SAS', 0],
    ['client_lookalike', 'Ba&sh', 8],
    ['missing_created_date', null, 1],
    ['unmapped_status', 'En cours', 1],
  ]);
}

async function checkOtherConnection(board: Board): Promise<void> {
  const { body } = await send<{ token: string }>(`${board.server.url}/v1/tokens`, {
    method: 'POST',
    token: board.token,
    body: { name: 'Lyon', scopes: ['tickets:read'], connections: ['lyon'] },
  });
  const results = await board.query(body.token);
  assert.deepEqual(pick(rowsOf(results['summary']), 'total', 'unanswered', 'first_response_mean_s'), [[0, 0, null]]);
  assert.deepEqual(rowsOf(results['open']), []);
  assert.deepEqual(rowsOf(results['alerts']), []);
  const { body: status } = await send<Status>(`${board.server.url}/v1/status`, { token: body.token });
  assert.deepEqual([status.sources, status.findings], [[], []]);
}

test('an outage of Atera blanks nothing: the last data stay, with their age and state', async (t) => {
  const board = await withBoard(t);
  await board.sync(true);
  const before = await board.query();

  board.atera.faults.add({ kind: 'key-revoked' });
  board.setClock(60);
  const failure = await board.sync();
  assert.equal(failure?.ok, false);
  assert.equal(failure.error?.code, 'unauthorized');

  for (const [seconds, state] of [
    [119, 'ok'],
    [121, 'late'],
    [599, 'late'],
    [601, 'down'],
  ] as const) {
    board.setClock(seconds);
    const source = await board.source();
    assert.deepEqual([source?.state, source?.ageSeconds], [state, seconds]);
    assert.match(source?.error ?? '', /Atera/);
    assert.ok(!source?.error?.includes(KEY));

    const after = await board.query();
    for (const { refId } of QUERIES) {
      assert.deepEqual(rowsOf(after[refId]), rowsOf(before[refId]), `${refId} after ${seconds} s`);
      const meta = after[refId]?.frames[0]?.schema.meta;
      assert.deepEqual([meta?.custom.state, meta?.custom.ageSeconds], [state, seconds]);
      assert.equal(meta?.notices?.some(({ severity }) => severity === 'warning') ?? false, state !== 'ok');
    }
  }

  board.atera.faults.clear();
  assert.equal((await board.sync())?.ok, true);
  const source = await board.source();
  assert.deepEqual([source?.state, source?.ageSeconds, source?.error], ['ok', 0, null]);
});
