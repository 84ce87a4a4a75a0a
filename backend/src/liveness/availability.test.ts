import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { createAvailability } from './availability.ts';

const refused = (): Error => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

/** A database whose probes end when the test says so. */
function setUp(graceMs = 5) {
  const probes: { succeed: () => void; fail: (error: Error) => void }[] = [];
  const told: string[] = [];
  const availability = createAvailability({
    probe: () => new Promise<void>((succeed, fail) => probes.push({ succeed, fail })),
    onDown: () => told.push('down'),
    onUp: () => told.push('up'),
    isOutage: (error) => error instanceof Error && error.message.includes('ECONNREFUSED'),
    graceMs,
  });
  const fails = () =>
    assert.rejects(
      availability.run(() => Promise.reject(refused())),
      /ECONNREFUSED/
    );
  return { availability, probes, told, fails };
}

test('work fails at once while one probe is under way', async () => {
  const { availability, probes, told, fails } = setUp();
  await fails();
  let ran = 0;
  const ask = () => availability.run(() => Promise.resolve((ran += 1)));
  const asked = await Promise.allSettled(Array.from({ length: 20 }, ask));
  assert.ok(asked.every(({ status }) => status === 'rejected'));
  await assert.rejects(ask(), /ECONNREFUSED/);
  assert.deepEqual([ran, probes.length], [0, 1]);
  probes[0]?.fail(refused());
  await nextTurn();
  await assert.rejects(
    availability.run(() => Promise.resolve()),
    /ECONNREFUSED/
  );
  assert.deepEqual([ran, probes.length, told], [0, 2, ['down']]);
});

test('work that comes when the database is back runs at once', async () => {
  const { availability, probes, told, fails } = setUp(60_000);
  await fails();
  const asked = availability.run(() => Promise.resolve('answer'));
  probes[0]?.succeed();
  assert.equal(await asked, 'answer');
  assert.deepEqual(told, ['up']);
  assert.equal(await availability.run(() => Promise.resolve('next')), 'next');
  assert.equal(probes.length, 1);
});

test('silence is looked into once, and tells that the database is down', async () => {
  const { availability, probes, told } = setUp();
  availability.suspect();
  availability.suspect();
  assert.equal(probes.length, 1);
  probes[0]?.fail(refused());
  await nextTurn();
  await assert.rejects(
    availability.run(() => Promise.resolve()),
    /ECONNREFUSED/
  );
  assert.deepEqual(told, ['down']);
});

test('an error of a database that answers keeps no work away', async () => {
  const { availability, probes } = setUp();
  const slow = Object.assign(new Error('max_statement_time exceeded'), { errno: 1969 });
  await assert.rejects(
    availability.run(() => Promise.reject(slow)),
    /max_statement_time/
  );
  assert.equal(await availability.run(() => Promise.resolve(1)), 1);
  assert.equal(probes.length, 0);
});

test('a check waits for the end of the probe', async () => {
  const { availability, probes, fails } = setUp(0);
  await availability.check();
  await fails();
  const check = availability.check();
  setTimeout(() => probes[0]?.succeed(), 20);
  await check;
});
