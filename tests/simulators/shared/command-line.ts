import { type Runnable, runSimulator } from './process.ts';

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

/** The clock of a simulator: stopped at the instant that `--now` names, else real time. */
export function clockFrom(now: string | undefined): () => Date {
  if (now === undefined) {
    return () => new Date();
  }
  const stopped = Date.parse(now);
  if (Number.isNaN(stopped)) {
    throw new Error(`--now must be an ISO 8601 instant such as 2026-03-12T09:00:00Z, not "${now}".`);
  }
  return () => new Date(stopped);
}

/** `--live` with `--tick-seconds`, as the options of a simulator want it. */
export function livingFrom(live: boolean, tickSeconds: string): { tickEveryMs?: number } {
  return live ? { tickEveryMs: Math.max(1, wholeNumber('tick-seconds', tickSeconds)) * 1000 } : {};
}
