import { type Runnable, runSimulator } from './process.ts';
import { realTime, type SimulatorOptions } from './simulator.ts';

/** Runs a simulator from the command line: `--help`, or exit code 2 with a sentence when the options are wrong. */
export async function runCommand<Options>(
  usage: string,
  optionsFrom: (args: string[]) => Options,
  start: (options: Options) => Promise<Runnable>
): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(usage);
    return;
  }
  let options: Options;
  try {
    options = optionsFrom(args);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  await runSimulator(() => start(options));
}

/** Reads the value of an option; throws an Error that says what is wrong. */
export function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new Error(`--${name} must be a whole number, not "${text}".`);
  }
  return Number(text);
}

/** Flags of every simulator, for `parseArgs`. */
export const COMMON_FLAGS = {
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  seed: { type: 'string', default: '1' },
  now: { type: 'string' },
  live: { type: 'boolean', default: false },
  'tick-seconds': { type: 'string', default: '5' },
  'latency-ms': { type: 'string', default: '0' },
} as const;

/** What {@link COMMON_FLAGS} mean, for the usage. */
export const COMMON_USAGE = `\
  --port N                 port, 0 = any free one (default 0)
  --host ADDRESS           default 127.0.0.1
  --seed N                 default 1
  --now INSTANT            stops the clock at an ISO 8601 instant (default: real time)
  --live                   lets the data set live, one step every --tick-seconds (default 5)
  --tick-seconds N
  --latency-ms N           waiting time of each answer (default 0)
`;

/** What `parseArgs` makes of {@link COMMON_FLAGS}. */
interface CommonValues {
  port: string;
  host: string;
  seed: string;
  now?: string;
  live: boolean;
  'tick-seconds': string;
  'latency-ms': string;
}

type CommonOptions = SimulatorOptions & Required<Pick<SimulatorOptions, 'now' | 'seed'>>;

/** The options that {@link COMMON_FLAGS} give; throws an Error that says what is wrong. */
export function commonOptions(values: CommonValues): CommonOptions {
  const tickSeconds = wholeNumber('tick-seconds', values['tick-seconds']);
  return {
    port: wholeNumber('port', values.port),
    host: values.host,
    seed: wholeNumber('seed', values.seed),
    now: clockFrom(values.now),
    latencyMs: wholeNumber('latency-ms', values['latency-ms']),
    ...(values.live ? { tickEveryMs: Math.max(1, tickSeconds) * 1000 } : {}),
  };
}

/** The clock of a simulator: stopped at the instant that `--now` names, else real time. */
function clockFrom(now: string | undefined): () => Date {
  if (now === undefined) {
    return realTime;
  }
  const stopped = Date.parse(now);
  if (Number.isNaN(stopped)) {
    throw new Error(`--now must be an ISO 8601 instant such as 2026-03-12T09:00:00Z, not "${now}".`);
  }
  return () => new Date(stopped);
}
