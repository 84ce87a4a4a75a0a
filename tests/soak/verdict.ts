import { atMost, type Measurement, told } from '../bench/report.ts';
import { percentile } from '../bench/statistics.ts';
import type { Sample } from './sample.ts';

/** What a run saw. */
export interface Observations {
  /** After the warm-up, in order of time. */
  samples: readonly Sample[];
  /** Calls of the clients. */
  requests: number;
  /** Those refused, failed or answered with an empty board. */
  errors: number;
  /** Milliseconds of each call. */
  durations: readonly number[];
  /** The most requests that Atera got in any sliding minute, and how many it may get. */
  atera: { busiestMinute: number; budget: number };
  /** Requests of the backend that met a fault. */
  faultsMet: number;
  /** Whether a source still could not be read a minute after the last fault was over. */
  notRecovered: boolean;
  /** Megabytes. */
  storeMb: { start: number; end: number };
}

interface Bounded {
  name: string;
  of: (sample: Sample) => number;
  unit: string;
  /** The most it may grow from the first quarter of the run to the last. */
  growth: number;
}

/** The bounds are amounts, not rates: they leave room for noise, and the longer a run, the smaller the leak it finds. */
const BOUNDED: readonly Bounded[] = [
  { name: 'memory (RSS)', of: (sample) => sample.rssMb, unit: 'MB', growth: 32 },
  { name: 'heap in use', of: (sample) => sample.heapMb, unit: 'MB', growth: 16 },
  { name: 'open resources (sockets, timers)', of: (sample) => sample.resources, unit: '', growth: 20 },
  { name: 'open files and connections', of: (sample) => sample.openFiles, unit: '', growth: 20 },
];

/** What {@link Observations} come to: each line with its figure and, where there is one, its bound. */
export function judge(seen: Observations): Measurement[] {
  return [
    told('calls of the clients', seen.requests, ''),
    atMost('calls that failed, or got an empty board', seen.errors, 0, ''),
    told('a call: median', percentile(seen.durations, 0.5), 'ms'),
    told('a call: p95', percentile(seen.durations, 0.95), 'ms'),
    atLeastOne('requests of the backend that met a fault', seen.faultsMet),
    atMost('sources not read again within a minute after the faults', Number(seen.notRecovered), 0, ''),
    atMost('most requests to Atera in any sliding minute', seen.atera.busiestMinute, seen.atera.budget, ''),
    ...BOUNDED.flatMap((bounded) => growthOf(bounded, seen.samples)),
    told('store at the start', seen.storeMb.start, 'MB'),
    told('store at the end', seen.storeMb.end, 'MB'),
  ];
}

/** A run without faults, or without calls, would prove nothing. */
function atLeastOne(name: string, value: number): Measurement {
  return { name, value, unit: '', target: '≥ 1', ok: value >= 1 };
}

/** Start, end, slope, and growth against its bound; nothing for what the system does not tell. */
function growthOf({ name, of, unit, growth }: Bounded, samples: readonly Sample[]): Measurement[] {
  const values = samples.map(of);
  if (values.every(Number.isNaN)) {
    return [];
  }
  const quarter = Math.max(1, Math.floor(values.length / 4));
  const start = percentile(values.slice(0, quarter), 0.5);
  const end = percentile(values.slice(-quarter), 0.5);
  return [
    told(`${name}: first quarter`, start, unit),
    told(`${name}: last quarter`, end, unit),
    told(`${name}: slope`, slopePerHour(samples, of), `${unit}/h`),
    atMost(`${name}: growth`, end - start, growth, unit),
  ];
}

/** Of the straight line that fits best (least squares). */
function slopePerHour(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const meanTime = mean(samples.map((sample) => sample.atSeconds));
  const meanValue = mean(samples.map(of));
  let covariance = 0;
  let variance = 0;
  for (const sample of samples) {
    covariance += (sample.atSeconds - meanTime) * (of(sample) - meanValue);
    variance += (sample.atSeconds - meanTime) ** 2;
  }
  return variance === 0 ? 0 : (covariance / variance) * 3_600;
}
