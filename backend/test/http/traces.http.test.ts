import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { createConnection, type RowDataPacket } from 'mysql2/promise';
import pg from 'pg';

import { loadCounters } from '../../../tests/fixtures/counters/load.ts';
import { createCountersDatabase, mariadbMissing, ownName } from '../../../tests/servers/databases/mariadb.ts';
import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { buildTicket } from '../../../tests/simulators/atera/index.ts';
import { openCounters } from '../../src/counters/connection/open-database.ts';
import { sampleWorld } from '../support/counters/counters.ts';
import { privateMariadbServer } from '../support/counters/mariadb.ts';
import { type ReceivedSpan, withOtlpReceiver } from '../support/server/otlp-receiver.ts';
import { send, withServer } from '../support/server/server.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';
import { withAtera } from '../support/upstreams/atera.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const TOKEN = `vig_${'t0ken'.repeat(8)}`;
const TITLE = 'Imprimante de Mme Delacroix';
const CALLER_SPAN = '00f067aa0ba902b7';
const RANGE = { from: Date.parse('2024-06-30T22:00:00Z'), to: Date.parse('2024-07-31T22:00:00Z') };

/** Traces of a test are told apart by their first digits. */
const traceId = (number: number): string => String(number).padStart(4, '0') + 'ab'.repeat(14);
const sampled = (number: number, flags = '01'): string => `00-${traceId(number)}-${CALLER_SPAN}-${flags}`;

const [SERVER, CLIENT] = [2, 3];
const COMMENT = /^\/\*traceparent='00-([0-9a-f]{32})-([0-9a-f]{16})-01'\*\/ /;

function named(spans: readonly ReceivedSpan[], name: string): ReceivedSpan {
  const found = spans.find((span) => span.name === name);
  assert.ok(found, `no span is named ${name}: ${spans.map((span) => span.name).join(', ')}`);
  return found;
}

/** The ids of the spans that a span is in. */
function ancestors({ parentSpanId }: ReceivedSpan, spans: readonly ReceivedSpan[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === parentSpanId);
  return parent === undefined ? [] : [parent.spanId, ...ancestors(parent, spans)];
}

/** A whole backend over PostgreSQL, MariaDB that writes down each statement, and an Atera; a collector takes its traces. */
async function setUp(t: TestContext, { traced }: { traced: boolean }) {
  const collector = await withOtlpReceiver(t);
  const mariadb = await privateMariadbServer();
  const countersUrl = await createCountersDatabase(mariadb, ownName(`traced_${traced}`), 'utf8mb4_general_ci');
  const counters = await openCounters({ url: countersUrl });
  await counters.write((db) => loadCounters(db, sampleWorld()));
  await counters.close();
  await mariadb.run("set global log_output = 'TABLE'", 'truncate mysql.general_log', 'set global general_log = on');
  const tickets = [buildTicket(Date.parse('2024-07-23T08:00:00Z'), { TicketID: 1, TicketTitle: TITLE })];
  const atera = await withAtera(t, { tickets });
  const databaseUrl = await newDatabase('migrated');
  const server = await withServer(t, {
    DATABASE_URL: databaseUrl,
    COUNTERS_URL: countersUrl,
    ATERA_URL: atera.url,
    ATERA_API_KEY: TEST_KEY,
    VIGIE_BOOTSTRAP_TOKEN: TOKEN,
    SYNC_INTERVAL_SECONDS: '3600',
    ...(traced && { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_BSP_SCHEDULE_DELAY: '20' }),
  });
  const watching = await createConnection({ socketPath: mariadb.socket, user: 'root' });
  t.after(() => watching.end());
  const read = async <T>(statement: string): Promise<T[]> =>
    (await watching.query<RowDataPacket[]>(statement))[0] as T[];
  return {
    ...{ collector, countersUrl, databaseUrl, server },
    ask: (headers: Record<string, string>, dataset = 'counters.top_sites', token = TOKEN) =>
      send<{ results: Record<string, { status: number; error?: string }> }>(`${server.url}/v1/query`, {
        method: 'POST',
        token,
        headers,
        body: { queries: [{ refId: 'A', dataset, params: {}, ...RANGE }] },
      }),
    /** What MariaDB was sent. */
    statements: async (): Promise<string[]> => {
      const logged = await read<{ argument: Buffer }>(
        "select argument from mysql.general_log where command_type in ('Query', 'Prepare', 'Execute')"
      );
      return logged.map(({ argument }) => argument.toString()).filter((text) => !text.includes('general_log'));
    },
    prepared: async (): Promise<number> =>
      Number((await read<{ Value: string }>("show global status like 'Prepared_stmt_count'"))[0]?.Value),
    /** The lines of the log that name a trace. */
    lines: (id: string) => server.log.lines().filter(({ trace_id }) => trace_id === id),
  };
}

async function connected(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

const skip = mariadbMissing() ?? skipReason('postgres');

test('the trace of a caller', { skip }, async (t) => {
  const it = await setUp(t, { traced: true });
  /** The spans of a trace, once the last one of them has come. */
  const spansOf = async (number: number): Promise<ReceivedSpan[]> => {
    await it.collector.until(({ traceId: id, kind }) => id === traceId(number) && kind === SERVER);
    return it.collector.spans().filter((span) => span.traceId === traceId(number));
  };
  const answered = async (...asked: Parameters<typeof it.ask>): Promise<void> => {
    const answer = await it.ask(...asked);
    assert.equal(answer.body.results['A']?.status, 200, answer.text);
  };

  await t.test('goes from the request to the statements at MariaDB', async () => {
    await answered({ traceparent: sampled(1) });
    const spans = await spansOf(1);
    const request = named(spans, 'POST /v1/query');
    assert.equal(request.parentSpanId, CALLER_SPAN);
    assert.equal(Number(request.attributes['http.response.status_code']), 200);
    const dataset = named(spans, 'dataset counters.top_sites');
    assert.equal(dataset.parentSpanId, request.spanId);
    assert.equal(dataset.attributes['vigie.outcome'], 'ok');
    const inComments = (await it.statements()).flatMap((text) => COMMENT.exec(text)?.[2] ?? []);
    const sent = spans.filter(({ attributes, kind }) => kind === CLIENT && attributes['db.system.name'] === 'mysql');
    assert.ok(sent.length > 0);
    for (const span of sent) {
      assert.ok(inComments.includes(span.spanId), `${span.name} ${String(span.attributes['db.query.text'])}`);
      assert.ok(ancestors(span, spans).includes(dataset.spanId), 'each statement belongs to the dataset');
    }
    assert.deepEqual(
      it.lines(traceId(1)).map(({ route, status }) => [route, status]),
      [['/v1/query', 200]]
    );
  });

  await t.test('goes to the statements at PostgreSQL', async () => {
    const [holding, watching] = await Promise.all([connected(it.databaseUrl), connected(it.databaseUrl)]);
    t.after(() => Promise.all([holding.end(), watching.end()]));
    // The statement waits until it has been seen.
    await holding.query('begin');
    await holding.query('lock table tickets in access exclusive mode');
    const answering = answered({ traceparent: sampled(2) }, 'tickets.list');
    const seen = await waitUntil('the statement names its trace', async () => {
      const { rows } = await watching.query<{ query: string }>(
        "select query from pg_stat_activity where datname = current_database() and state = 'active'"
      );
      const ids = rows.flatMap(({ query }) => COMMENT.exec(query) ?? []);
      return ids.includes(traceId(2)) && ids;
    });
    await holding.query('commit');
    await answering;
    const sent = (await spansOf(2)).filter(({ attributes }) => attributes['db.namespace'] === 'store');
    assert.ok(sent.some(({ spanId }) => seen.includes(spanId)));
  });

  await t.test('is in the log alone when it is not recorded', async () => {
    await answered({ traceparent: sampled(3, '00') });
    await answered({ traceparent: sampled(4) });
    await spansOf(4);
    assert.equal(it.lines(traceId(3)).length, 1);
    assert.ok(![...(await it.statements()), it.collector.text()].some((text) => text.includes(traceId(3))));
  });

  await t.test('leaves no statement prepared at the counters', async () => {
    const datasets = ['counters.entries', 'counters.coverage', 'counters.sites'];
    for (const dataset of datasets) {
      await answered({ traceparent: sampled(5, '00') }, dataset);
    }
    const before = await it.prepared();
    for (let time = 0; time < 12; time += 1) {
      await answered({ traceparent: sampled(6) }, datasets[time % datasets.length]);
    }
    assert.ok(before > 0 && (await it.prepared()) <= before, `${before} before, ${await it.prepared()} after`);
  });

  await t.test('reaches nothing unless it is exactly of its form, nor does what comes beside it', async () => {
    const hostile = [
      `${sampled(7)}'*/ drop table sites; /*`,
      `00-${traceId(7)}'*/-${CALLER_SPAN}-01`,
      `00-${traceId(7).toUpperCase()}-${CALLER_SPAN}-01`,
      `ff-${traceId(7)}-${CALLER_SPAN}-01`,
      'x'.repeat(4_000),
    ];
    const beside = { baggage: 'evil=1', tracestate: 'evil=1' };
    for (const traceparent of hostile) {
      await answered({ traceparent, ...beside });
    }
    // Behind the form, a later version may have more.
    await answered({ traceparent: `cc-${traceId(8)}-${CALLER_SPAN}-01-evil'*/`, ...beside });
    // Without a valid token nobody decides that anything is recorded.
    assert.equal((await it.ask({ traceparent: sampled(9) }, 'tickets.summary', 'vig_wrong')).status, 401);
    await answered({ traceparent: sampled(10) });
    await spansOf(10);
    const statements = await it.statements();
    const everything = [...statements, it.collector.text(), it.server.log.text()].join('\n');
    assert.doesNotMatch(everything, /drop table|evil|xxxx/);
    assert.ok(!everything.toLowerCase().includes(traceId(7)));
    assert.ok(statements.some((text) => text.startsWith(`/*traceparent='00-${traceId(8)}-`)));
    assert.ok(!it.collector.text().includes(traceId(9)));
  });

  await t.test('is not that of readings, which have one of their own', async () => {
    await send(`${it.server.url}/v1/sync`, { method: 'POST', token: TOKEN, body: {} });
    const reading = await it.collector.until(({ name }) => name === 'read reconcile');
    assert.ok(!reading.parentSpanId);
    const parts = it.collector.spans().filter((span) => span.traceId === reading.traceId);
    assert.ok(
      parts.some(({ name, kind }) => name.startsWith('upstream ') && kind === CLIENT),
      'its requests'
    );
    assert.ok(
      parts.some(({ attributes }) => attributes['db.namespace'] === 'store'),
      'its statements'
    );
  });

  await t.test('takes along neither secrets nor what people wrote', async () => {
    const ticket = await it.ask({ traceparent: sampled(11) }, 'tickets.list');
    assert.ok(ticket.text.includes(TITLE), ticket.text);
    await answered({ traceparent: sampled(12) }, 'counters.entries');
    await it.server.close();
    const { enterprise, code } = sampleWorld().sites[0]!;
    const hexadecimal = Buffer.from(enterprise).toString('hex');
    const untold = [
      TOKEN,
      TEST_KEY,
      TITLE,
      `'${enterprise}'`,
      `'${code}'`,
      hexadecimal,
      it.databaseUrl,
      it.countersUrl,
    ];
    assert.deepEqual(
      untold.filter((text) => it.collector.text().includes(text)),
      []
    );
  });
});

test('without a collector, the trace of a caller is named in the log and nowhere else', { skip }, async (t) => {
  const it = await setUp(t, { traced: false });
  await it.ask({ traceparent: sampled(13) });
  await it.ask({ traceparent: sampled(14) }, 'tickets.summary', 'vig_wrong');
  await it.server.close();
  assert.deepEqual(
    [13, 14].map((number) => it.lines(traceId(number)).map(({ status }) => status)),
    [[200], [401]]
  );
  assert.ok(!(await it.statements()).some((text) => text.includes('traceparent')));
  assert.equal(it.collector.text(), '');
});
