import { glob, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { runProgram } from './process.ts';
import { type Counts, type Suite, type SuiteContext } from './suite.ts';

/** Tests of the backend, the dashboards and the simulators: Node's own runner on the sources as they are. */
export function nodeSuite(name: string, title: string, usual: string, patterns: string[]): Suite {
  return { name, title, usual, run: (context) => run(context, name, patterns) };
}

async function run(context: SuiteContext, name: string, patterns: string[]): Promise<Counts> {
  const files = context.extra.length > 0 ? context.extra : await find(context.root, patterns);
  const report = path.join(context.reports, `${name}.json`);
  const exitCode = await runProgram(
    process.execPath,
    [
      '--test',
      // One more than Node's own choice: tests wait for servers and databases half of their time.
      `--test-concurrency=${availableParallelism()}`,
      `--test-reporter=${path.join(import.meta.dirname, 'node-reporter.ts')}`,
      `--test-reporter-destination=${report}`,
      ...files,
    ],
    { cwd: context.root }
  );
  const text = await readFile(report, 'utf8').catch(() => '');
  // Without its report the runner itself has failed, and has said why.
  const counts = text === '' ? { passed: 0, failed: 1, skipped: 0 } : (JSON.parse(text) as Counts);
  // A file that cannot even be loaded fails the run; it must not look like a green one.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

async function find(root: string, patterns: string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(patterns, { cwd: root, exclude: (entry) => entry.includes('node_modules') })) {
    files.push(file);
  }
  return files.sort();
}
