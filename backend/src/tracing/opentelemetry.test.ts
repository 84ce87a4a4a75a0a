import assert from 'node:assert/strict';
import { type AddressInfo, createServer } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { withOtlpReceiver } from '../../test/support/server/otlp-receiver.ts';
import { logCapture } from '../../test/support/server/server.ts';
import { createLoad } from '../load/load.ts';
import { createOperation } from '../operation/operation.ts';
import { traceWaits } from './from-events.ts';
import { createTracing } from './opentelemetry.ts';
import type { TracingSettings } from './settings.ts';
import { formatTraceparent, parseTraceparent } from './traceparent.ts';

const PARENT = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', sampled: true };
const now = (parent = PARENT) => ({ parent, secondsAgo: 0 });

async function setUp(t: TestContext, settings: Partial<TracingSettings> = {}, status?: () => number) {
  const collector = await withOtlpReceiver(t, status);
  const log = logCapture();
  const tracing = createTracing({
    settings: {
      url: `${collector.url}/v1/traces`,
      headers: {},
      serviceName: 'vigie',
      sampler: 'parentbased_always_on',
      ratio: 1,
      sendEveryMs: 20,
      ...settings,
    },
    version: '1.2.3',
    instance: 'here:1',
    logger: log.logger,
  });
  t.after(() => tracing.close());
  return { collector, log, tracing };
}

describe('spans', () => {
  it('belong to the one they are made in, across waits, and the first to its caller', async (t) => {
    const { collector, tracing } = await setUp(t, { headers: { 'x-key': 'abc' } });
    const server = tracing.begin({ name: 'outer', kind: 'server' }, { parent: PARENT, secondsAgo: 2 });
    assert.ok(server);
    assert.equal(parseTraceparent(server.traceparent)?.traceId, PARENT.traceId);
    await tracing.inside(server, async () => {
      await nextTurn();
      await tracing.part({ name: 'middle', attributes: { rows: 3 } }, async () => {
        await nextTurn();
        tracing.past({ name: 'waited', kind: 'client' }, 0.5, { code: '57014' });
      });
    });
    server.end();
    await tracing.close();
    const named = (name: string) => collector.spans().find((span) => span.name === name)!;
    assert.deepEqual(
      ['outer', 'middle', 'waited'].map((name) => [named(name).traceId, named(name).kind]),
      [2, 1, 3].map((kind) => [PARENT.traceId, kind])
    );
    assert.equal(named('outer').parentSpanId, PARENT.spanId);
    assert.equal(named('middle').parentSpanId, named('outer').spanId);
    assert.equal(named('waited').parentSpanId, named('middle').spanId);
    assert.deepEqual(named('middle').attributes, { rows: 3 });
    assert.equal(named('waited').attributes['error.type'], '57014');
    assert.equal(named('waited').status.code, 2);
    const lasted = (name: string) =>
      Number(BigInt(named(name).endTimeUnixNano) - BigInt(named(name).startTimeUnixNano)) / 1e9;
    assert.ok(lasted('outer') >= 1.9 && lasted('waited') >= 0.4, `${lasted('outer')} ${lasted('waited')}`);
    const { resource } = named('outer');
    assert.deepEqual(
      [resource['service.name'], resource['service.version'], resource['service.instance.id']],
      ['vigie', '1.2.3', 'here:1']
    );
    assert.match(collector.text(), /^POST \/v1\/traces .*"x-key":"abc"/);
  });

  it('tell of a failure its code and nothing of its message', async (t) => {
    const { collector, tracing } = await setUp(t);
    const wrong = Object.assign(new Error("Duplicate entry 'Hôtel du Lac'"), { code: 'ER_DUP_ENTRY' });
    await assert.rejects(
      tracing.root({ name: 'failing' }, () => Promise.reject(wrong)),
      wrong
    );
    await tracing.close();
    assert.equal(collector.spans()[0]?.attributes['error.type'], 'ER_DUP_ENTRY');
    assert.doesNotMatch(collector.text(), /Duplicate|Lac/);
  });

  it('are not made of a trace that is not recorded, nor of work that belongs to none', async (t) => {
    const { collector, tracing } = await setUp(t);
    assert.equal(tracing.begin({ name: 'not sampled' }, now({ ...PARENT, sampled: false })), undefined);
    await tracing.part({ name: 'alone' }, async (span) => assert.equal(span, undefined));
    tracing.past({ name: 'alone' }, 1);
    await tracing.root({ name: 'reading' }, async (span) => assert.ok(span));
    await tracing.close();
    assert.deepEqual(
      collector.spans().map(({ name }) => name),
      ['reading']
    );
  });

  it('of a reading that a request began have a trace of their own, and are none where none is wanted', async (t) => {
    const { collector, tracing } = await setUp(t);
    const server = tracing.begin({ name: 'request' }, now())!;
    await tracing.inside(server, () => tracing.root({ name: 'reading' }, async () => undefined));
    server.end();
    await tracing.close();
    const reading = collector.spans().find(({ name }) => name === 'reading');
    assert.ok(reading && reading.traceId !== PARENT.traceId && !reading.parentSpanId);

    const off = await setUp(t, { sampler: 'parentbased_always_off' });
    const asked = off.tracing.begin({ name: 'request' }, now())!;
    await off.tracing.inside(asked, () =>
      off.tracing.root({ name: 'reading' }, () => off.tracing.part({ name: 'part' }, async () => undefined))
    );
    asked.end();
    await off.tracing.close();
    assert.deepEqual(
      off.collector.spans().map(({ name }) => name),
      ['request']
    );
  });

  it('follow the sampler', async (t) => {
    const recorded = async (settings: Partial<TracingSettings>, parent?: typeof PARENT) =>
      (await setUp(t, settings)).tracing.begin({ name: 'x' }, { parent, secondsAgo: 0 }) !== undefined;
    assert.equal(await recorded({ sampler: 'always_off' }, PARENT), false);
    assert.equal(await recorded({ sampler: 'always_on' }, { ...PARENT, sampled: false }), true);
    assert.equal(await recorded({ sampler: 'parentbased_traceidratio', ratio: 0 }), false);
    assert.equal(await recorded({ sampler: 'parentbased_traceidratio', ratio: 0 }, PARENT), true);
    assert.equal(await recorded({ sampler: 'traceidratio', ratio: 1 }), true);
  });

  it('of one trace have an end', async (t) => {
    const { collector, tracing } = await setUp(t);
    await tracing.root({ name: 'first reading' }, async () => {
      for (let page = 0; page < 3_000; page += 1) {
        await tracing.part({ name: 'page' }, async () => undefined);
      }
    });
    await tracing.close();
    assert.equal(collector.spans().length, 1_001);
  });
});

it('work that waited for its turn goes on in its own trace, which records the wait', async (t) => {
  const { collector, log, tracing } = await setUp(t);
  const operation = createOperation();
  traceWaits(operation.events, tracing);
  const load = createLoad({ logger: log.logger, rules: { maxConcurrentPerToken: 1, maxConcurrent: 1 }, operation });
  t.after(() => load.stop());
  const ask = async (name: string): Promise<void> => {
    const span = tracing.begin({ name }, now({ ...PARENT, traceId: name.repeat(32) }))!;
    const caller = { tokenId: name, tokenName: name };
    await tracing.inside(span, () =>
      load.run(caller, 'x', async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        await tracing.part({ name: `work of ${name}` }, nextTurn);
      })
    );
    span.end();
  };
  await Promise.all(['a', 'b', 'c', 'a'].map(ask));
  await tracing.close();
  for (const span of collector.spans().filter(({ name }) => name.startsWith('work of'))) {
    assert.equal(span.traceId, span.name.slice(-1).repeat(32));
  }
  const waits = collector.spans().filter(({ name }) => name === 'wait for a turn');
  assert.deepEqual([...new Set(waits.map(({ traceId }) => traceId[0]))].sort(), ['a', 'b', 'c']);
  assert.deepEqual([...new Set(waits.map(({ attributes }) => attributes['vigie.waiting_for']))], ['counters_turn']);
});

it('a collector that refuses is a line in the log, and one when it takes traces again', async (t) => {
  let status = 400;
  const { collector, log, tracing } = await setUp(t, { headers: { authorization: 'Bearer s3cret' } }, () => status);
  const record = async (): Promise<void> => {
    await tracing.root({ name: 'x' }, async () => undefined);
  };
  await record();
  while (!log.text().includes('cannot be sent')) {
    await nextTurn();
  }
  status = 200;
  await record();
  await collector.until(({ name }) => name === 'x');
  while (!log.text().includes('sent again')) {
    await nextTurn();
  }
  assert.equal(log.lines().length, 2);
  assert.doesNotMatch(log.text(), /s3cret/);
});

it('a collector that is silent holds up no stop', { timeout: 20_000 }, async (t) => {
  const silent = createServer((socket) => t.after(() => socket.destroy()));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  t.after(() => silent.close());
  const { tracing } = await setUp(t, { url: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1/traces` });
  await tracing.root({ name: 'x' }, async () => undefined);
  await tracing.close();
});

it('a traceparent is made as it is read', () => assert.deepEqual(parseTraceparent(formatTraceparent(PARENT)), PARENT));
