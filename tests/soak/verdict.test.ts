import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readSample, type Sample } from './sample.ts';
import { judge, type Observations } from './verdict.ts';

const STEADY: Sample = { atSeconds: 0, rssMb: 150, heapMb: 60, resources: 12, openFiles: 40 };

/** A sample every five seconds, as the given function changes the steady one. */
function samples(change: (index: number) => Partial<Sample> = () => ({}), count = 40): Sample[] {
  return Array.from({ length: count }, (_, index) => ({ ...STEADY, atSeconds: 5 * index, ...change(index) }));
}

function observed(changes: Partial<Observations> = {}): Observations {
  return {
    samples: samples(),
    requests: 100,
    errors: 0,
    durations: [10, 20, 30],
    atera: { busiestMinute: 300, budget: 300 },
    faultsMet: 5,
    notRecovered: false,
    storeMb: { start: 20, end: 25 },
    ...changes,
  };
}

const failedLines = (seen: Observations) => judge(seen).flatMap((line) => (line.ok === false ? [line.name] : []));
const valueOf = (seen: Observations, name: string) => judge(seen).find((line) => line.name === name)?.value;

test('a steady run passes', () => {
  assert.deepEqual(failedLines(observed()), []);
});

for (const [what, changes, line] of [
  ['one call that failed', { errors: 1 }, 'calls that failed, or got an empty board'],
  ['a source that stays dead', { notRecovered: true }, 'sources not read again within a minute after the faults'],
  [
    'one request above the budget',
    { atera: { busiestMinute: 301, budget: 300 } },
    'most requests to Atera in any sliding minute',
  ],
  ['faults that nobody met', { faultsMet: 0 }, 'requests of the backend that met a fault'],
  ['memory that grows', { samples: samples((index) => ({ rssMb: 150 + index * 1.2 })) }, 'memory (RSS): growth'],
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
  test(`${what}: the run fails, and that line says so`, () => {
    assert.deepEqual(failedLines(observed(changes)), [line]);
  });
}

test('a peak between two collections is no growth', () => {
  assert.deepEqual(
    failedLines(observed({ samples: samples((index) => ({ heapMb: index % 8 === 0 ? 120 : 60 })) })),
    []
  );
});

test('the slope is that of the line through the samples, per hour', () => {
  const seen = observed({ samples: samples((index) => ({ rssMb: 150 + index / 10 })) });
  // 0.1 MB every 5 seconds.
  assert.equal(Math.round(valueOf(seen, 'memory (RSS): slope') ?? 0), 72);
});

test('what the system does not tell has no line', () => {
  const seen = observed({ samples: samples(() => ({ openFiles: Number.NaN })) });
  assert.equal(valueOf(seen, 'open files and connections: growth'), undefined);
  assert.deepEqual(failedLines(seen), []);
});

test('a sample is read from the metrics of the backend', () => {
  const metrics = [
    '# HELP vigie_process_resident_memory_bytes Resident memory size in bytes.',
    'vigie_process_resident_memory_bytes 157286400',
    'vigie_nodejs_heap_size_total_bytes 94371840',
    'vigie_nodejs_heap_size_used_bytes 62914560',
    'vigie_nodejs_active_resources{type="Timeout"} 5',
    'vigie_nodejs_active_resources_total 12',
  ].join('\n');
  assert.deepEqual(readSample(metrics, 5), { ...STEADY, atSeconds: 5, openFiles: Number.NaN });
});
