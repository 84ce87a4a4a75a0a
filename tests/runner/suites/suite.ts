/** What a suite of tests counted. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** One group of tests that runs with its own tool. */
export interface Suite {
  /** Word for the command line: `npm run test:<name>`. */
  name: string;
  title: string;
  /** How long it takes as a rule, on two processors. */
  usual: string;
  run(context: SuiteContext): Promise<Counts>;
}

export interface SuiteContext {
  /** Root of the checkout. */
  root: string;
  /** A folder for the tools' reports, emptied by the caller. */
  reports: string;
  /** The folder for temporary files of tests that write many, in memory where that is possible. */
  scratch: string;
  /** Extra arguments for the tool, e.g. a file to run alone. */
  extra: string[];
}

export const NOTHING: Counts = { passed: 0, failed: 0, skipped: 0 };

export function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** Reports a suite that cannot run here as skipped, with its test count. */
export function skipLoudly(title: string, count: number, why: string): Counts {
  console.log(`\n!!! ${title}: ${count} tests SKIPPED: ${why}\n`);
  return { passed: 0, failed: 0, skipped: count };
}

/** Node tests that need a database server or start other programs say so in their name. */
export function isIntegration(file: string): boolean {
  return /\.(http|integration)\.test\.ts$/.test(file);
}
