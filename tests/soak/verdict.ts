import { atMost, type Measurement, told } from '../measuring/report.ts';
import { percentile } from '../measuring/statistics.ts';
import type { Written } from './load/writes.ts';
import type { Call, Client } from './log.ts';
import type { Sample } from './sample.ts';
import type { Met } from './troubles.ts';

/** What a run saw. */
export interface Observations {
  /** After the warm-up, in order of time. */
  samples: readonly Sample[];
  /** Of the clients, after the warm-up. */
  calls: readonly Call[];
  /** Answers that were held against a model, and what was wrong with them. */
  checked: number;
  wrong: number;
  /** What was still not as it should be some time after the end of the load, one sentence each. */
  unlike: readonly string[];
  written: Written;
  met: Met;
  /** The most requests that Atera got in any sliding minute, and how many it may get. */
  atera: { busiestMinute: number; budget: number };
  /** Of the backend: at the end of the load, and after it had a while with little to do. Megabytes. */
  rssMb: { atEnd: number; rested: number };
  storeMb: { start: number; end: number };
}

interface Bounded {
  name: string;
  of: (sample: Sample) => number;
  unit: string;
  /** The most it may grow from the first third of the run to the last. */
  growth: number;
}

/** The bounds are amounts, not rates: they leave room for noise, and the longer a run, the smaller the leak it finds. */
const BOUNDED: readonly Bounded[] = [
  { name: 'memory (RSS)', of: (sample) => sample.rssMb, unit: 'MB', growth: 32 },
  { name: 'heap in use', of: (sample) => sample.heapMb, unit: 'MB', growth: 16 },
  { name: 'open resources (sockets, timers)', of: (sample) => sample.resources, unit: '', growth: 20 },
  { name: 'open files and connections', of: (sample) => sample.openFiles, unit: '', growth: 20 },
];

const MOST_RSS_MB = 200;
/** How many times as long as in the first third a call may take in the last one; what is left is noise. */
const MOST_SLOWER = 1.5;
/** Milliseconds below which a difference is none that anybody notices. */
const NOTICEABLE_MS = 25;

/** What {@link Observations} come to: each line with its figure and, where there is one, its bound. */
export function judge(seen: Observations): Measurement[] {
  const failed = seen.calls.filter(({ failures }) => failures.length > 0);
  const { shops } = seen.written;
  return [
    told('calls of the clients', seen.calls.length, ''),
    atMost('calls that failed while nothing was in trouble', failed.filter(({ troubled }) => !troubled).length, 0, ''),
    told('calls that failed during a trouble', failed.filter(({ troubled }) => troubled).length, ''),
    atLeastOne('answers held against a model', seen.checked),
    atMost('… that were wrong', seen.wrong, 0, ''),
    atMost('what was not right again after the load', seen.unlike.length, 0, ''),
    ...(['board', 'tenant'] as const).flatMap((client) => paceOf(client, seen.calls)),
    told('a call of the alert rules: p95', percentile(calmTimes(seen.calls, 'alerts'), 0.95), 'ms'),
    told('a call of any client during a trouble: slowest', Math.max(0, ...seen.calls.map(({ took }) => took)), 'ms'),
    atLeastOne('troubles', seen.met.troubles),
    told('requests of the backend that met a fault', seen.met.faultsMet, ''),
    atMost('most requests to Atera in any sliding minute', seen.atera.busiestMinute, seen.atera.budget, ''),
    ...(['ticketChanges', 'counts', 'hints', 'accounts'] as const).map((what) =>
      atLeastOne(`written: ${what}`, seen.written[what])
    ),
    atLeastOne('shops that were acknowledged', shops.acknowledged),
    atMost('… and are not there', shops.lost, 0, ''),
    atMost('… or twice', shops.doubled, 0, ''),
    atMost('… or without an entry in the audit', shops.untraced, 0, ''),
    atMost('shops that were refused and are there all the same', shops.unwanted, 0, ''),
    ...BOUNDED.flatMap((bounded) => growthOf(bounded, seen.samples)),
    ...(Number.isNaN(seen.rssMb.rested)
      ? []
      : [
          told('memory (RSS) at the end of the load', seen.rssMb.atEnd, 'MB'),
          atMost('memory (RSS) after the load', seen.rssMb.rested, MOST_RSS_MB, 'MB'),
        ]),
    told('store at the start', seen.storeMb.start, 'MB'),
    told('store at the end', seen.storeMb.end, 'MB'),
  ];
}

/** A run in which something never happened would prove nothing. */
function atLeastOne(name: string, value: number): Measurement {
  return { name, value, unit: '', target: '≥ 1', ok: value >= 1 };
}

/** Milliseconds of the calls that met no trouble, in order of time. */
function calmTimes(calls: readonly Call[], client: Client): number[] {
  return calls.filter((call) => call.client === client && !call.troubled).map(({ took }) => took);
}

/** Whether calls took as long at the end as in the beginning. */
function paceOf(client: Client, calls: readonly Call[]): Measurement[] {
  const { first, last } = thirds(calmTimes(calls, client));
  const [before, after] = [percentile(first, 0.95), percentile(last, 0.95)];
  const name = `a call of a ${client} without trouble: p95`;
  return [
    told(`${name}, first third`, before, 'ms'),
    atMost(`${name}, last third`, after, Math.round(Math.max(before * MOST_SLOWER, before + NOTICEABLE_MS)), 'ms'),
  ];
}

/** Start, end, slope, and growth against its bound; nothing for what the system does not tell. */
function growthOf({ name, of, unit, growth }: Bounded, samples: readonly Sample[]): Measurement[] {
  const values = samples.map(of);
  if (values.every(Number.isNaN)) {
    return [];
  }
  const { first, last } = thirds(values);
  const [start, end] = [percentile(first, 0.5), percentile(last, 0.5)];
  return [
    told(`${name}: first third`, start, unit),
    told(`${name}: last third`, end, unit),
    told(`${name}: slope`, slopePerHour(samples, of), `${unit}/h`),
    atMost(`${name}: growth`, end - start, growth, unit),
  ];
}

function thirds(values: readonly number[]): { first: readonly number[]; last: readonly number[] } {
  const third = Math.max(1, Math.floor(values.length / 3));
  return { first: values.slice(0, third), last: values.slice(-third) };
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
