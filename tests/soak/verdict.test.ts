import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Call } from './log.ts';
import { readSample, type Sample } from './sample.ts';
import { judge, type Observations } from './verdict.ts';

const STEADY: Sample = { atSeconds: 0, rssMb: 150, heapMb: 60, resources: 12, openFiles: 40 };

/** A sample every five seconds, as the given function changes the steady one. */
function samples(change: (index: number) => Partial<Sample> = () => ({}), count = 60): Sample[] {
  return Array.from({ length: count }, (_, index) => ({ ...STEADY, atSeconds: 5 * index, ...change(index) }));
}

/** Calls of all clients in turn, as the given function changes them. */
function calls(change: (index: number) => Partial<Call> = () => ({}), count = 300): Call[] {
  return Array.from({ length: count }, (_, index) => ({
    client: (['board', 'tenant', 'alerts'] as const)[index % 3] ?? 'board',
    at: index * 1_000,
    took: 30,
    failures: [],
    troubled: false,
    ...change(index),
  }));
}

const WRITTEN: Observations['written'] = {
  shops: { acknowledged: 10, lost: 0, doubled: 0, untraced: 0, unwanted: 0 },
  ...{ hints: 5, accounts: 5, counts: 5, ticketChanges: 5 },
};

function observed(changes: Partial<Observations> = {}): Observations {
  return {
    samples: samples(),
    calls: calls(),
    checked: 500,
    wrong: 0,
    unlike: [],
    written: WRITTEN,
    met: { troubles: 5, faultsMet: 5 },
    atera: { busiestMinute: 300, budget: 300 },
    rssMb: { atEnd: 230, rested: 150 },
    storeMb: { start: 20, end: 25 },
    ...changes,
  };
}

const failedLines = (seen: Observations) => judge(seen).flatMap((line) => (line.ok === false ? [line.name] : []));
const valueOf = (seen: Observations, name: string) => judge(seen).find((line) => line.name === name)?.value;
const shops = (change: Partial<Observations['written']['shops']>) => ({
  written: { ...WRITTEN, shops: { ...WRITTEN.shops, ...change } },
});

test('a steady run passes', () => {
  assert.deepEqual(failedLines(observed()), []);
});

for (const [what, changes, line] of [
  [
    'one call that failed while all was well',
    { calls: calls((index) => (index === 7 ? { failures: ['503'] } : {})) },
    'calls that failed while nothing was in trouble',
  ],
  ['one wrong answer', { wrong: 1 }, '… that were wrong'],
  ['a run without any check', { checked: 0 }, 'answers held against a model'],
  ['a board that stays wrong', { unlike: ['ticket 1 is missing'] }, 'what was not right again after the load'],
  [
    'one request above the budget',
    { atera: { busiestMinute: 301, budget: 300 } },
    'most requests to Atera in any sliding minute',
  ],
  ['a run without troubles', { met: { troubles: 0, faultsMet: 0 } }, 'troubles'],
  ['a lost shop', shops({ lost: 1 }), '… and are not there'],
  ['a doubled shop', shops({ doubled: 1 }), '… or twice'],
  ['an untraced shop', shops({ untraced: 1 }), '… or without an entry in the audit'],
  ['an unwanted shop', shops({ unwanted: 1 }), 'shops that were refused and are there all the same'],
  ['no webhook that was taken', { written: { ...WRITTEN, hints: 0 } }, 'written: hints'],
  [
    'a board that gets slower',
    { calls: calls((index) => ({ took: 30 + index / 2 })) },
    'a call of a board without trouble: p95, last third',
  ],
  ['memory that grows', { samples: samples((index) => ({ rssMb: 120 + index })) }, 'memory (RSS): growth'],
  ['much memory at the end', { rssMb: { atEnd: 201, rested: 201 } }, 'memory (RSS) after the load'],
  ['a heap that grows', { samples: samples((index) => ({ heapMb: 60 + index })) }, 'heap in use: growth'],
  [
    'sockets left open',
    { samples: samples((index) => ({ openFiles: 40 + index })) },
    'open files and connections: growth',
  ],
  [
    'timers left running',
    { samples: samples((index) => ({ resources: 12 + index })) },
    'open resources (sockets, timers): growth',
  ],
] as const) {
  test(`${what}: fails`, () => {
    assert.ok(failedLines(observed(changes)).includes(line), failedLines(observed(changes)).join());
  });
}

test('what fails or takes long during a trouble counts apart', () => {
  const troubled = calls((index) => (index > 250 ? { failures: ['503'], took: 4_000, troubled: true } : {}));
  const seen = observed({ calls: troubled });
  assert.deepEqual(failedLines(seen), []);
  assert.equal(valueOf(seen, 'calls that failed during a trouble'), 49);
});

test('a few milliseconds more are no loss of pace', () => {
  assert.deepEqual(failedLines(observed({ calls: calls((index) => ({ took: index < 150 ? 4 : 16 })) })), []);
});

test('noise is no growth, and a slope is one an hour', () => {
  const noisy = observed({ samples: samples((index) => ({ rssMb: 150 + (index % 2) * 20 })) });
  assert.deepEqual(failedLines(noisy), []);
  const growing = observed({ samples: samples((index) => ({ heapMb: 60 + index * 0.01 })) });
  assert.ok(Math.abs((valueOf(growing, 'heap in use: slope') ?? 0) - 7.2) < 1e-6);
});

test('what the system does not tell is left out', () => {
  const seen = observed({
    rssMb: { atEnd: Number.NaN, rested: Number.NaN },
    samples: samples(() => ({ openFiles: Number.NaN })),
  });
  const names = judge(seen).map(({ name }) => name);
  assert.ok(!names.some((name) => name.startsWith('open files')));
  assert.ok(!names.includes('memory (RSS) after the load'));
});

test('a sample is read from the text form of the metrics', () => {
  const text = [
    '# HELP vigie_process_resident_memory_bytes Resident memory size in bytes.',
    'vigie_process_resident_memory_bytes 157286400',
    'vigie_nodejs_heap_size_used_bytes 62914560',
    'vigie_nodejs_active_resources_total 12',
  ].join('\n');
  const { openFiles, ...rest } = readSample(text, 5);
  assert.deepEqual(rest, { atSeconds: 5, rssMb: 150, heapMb: 60, resources: 12 });
  assert.ok(Number.isNaN(openFiles));
});
