import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import { copyDashboardsAt, rangeAt } from './dashboards-at.ts';

const GENERATED = path.resolve(import.meta.dirname, '..', '..', 'dashboards', 'generated');
const NOW = new Date('2026-11-26T23:30:00Z');

test('holds relative ranges at an instant, months as they begin in Paris', () => {
  assert.deepEqual(rangeAt({ from: 'now-24h', to: 'now' }, NOW), {
    from: '2026-11-25T23:30:00.000Z',
    to: '2026-11-26T23:30:00.000Z',
  });
  assert.equal(rangeAt({ from: 'now-5m', to: 'now' }, NOW).from, '2026-11-26T23:25:00.000Z');
  assert.equal(rangeAt({ from: 'now/M', to: 'now' }, NOW).from, '2026-10-31T23:00:00.000Z');
  assert.equal(rangeAt({ from: 'now-11M/M', to: 'now' }, NOW).from, '2025-11-30T23:00:00.000Z');
  assert.equal(rangeAt({ from: 'now-1d/d', to: 'now' }, NOW).from, '2026-11-25T23:00:00.000Z');
  // Thirty days of the calendar back, over a change of clocks.
  assert.equal(
    rangeAt({ from: 'now-30d', to: 'now' }, new Date('2026-11-10T11:00:00Z')).from,
    '2026-10-11T10:00:00.000Z'
  );
});

test('refuses a range it does not know', () => {
  for (const from of ['now-7w', 'yesterday', 'now+1h', '']) {
    assert.throws(() => rangeAt({ from, to: 'now' }, NOW), RangeError, from);
  }
});

test('copies every dashboard we ship, and changes nothing but its range', async (t) => {
  const target = await mkdtemp(path.join(tmpdir(), 'vigie-dashboards-'));
  t.after(() => rm(target, { recursive: true, force: true }));
  await copyDashboardsAt(GENERATED, target, NOW);
  const names = async (folder: string) =>
    (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json')).sort();
  assert.deepEqual(await names(target), await names(GENERATED));
  for (const name of await names(target)) {
    const read = async (folder: string) =>
      JSON.parse(await readFile(path.join(folder, name), 'utf8')) as { time?: { from: string; to: string } };
    const [original, copy] = [await read(GENERATED), await read(target)];
    assert.deepEqual({ ...copy, time: original.time }, { ...original, time: original.time }, name);
    assert.equal(copy.time?.to, original.time && NOW.toISOString(), name);
  }
});
