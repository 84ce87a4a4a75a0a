import { glob, readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import { startSharedPostgres } from '../../../backend/test/support/store/postgres-template.ts';
import { startBroker } from '../../servers/databases/broker.ts';
import { startSharedMariadb } from '../../servers/databases/mariadb.ts';
import { bundlePackages } from '../packages/bundle.ts';
import { runProgram } from '../process.ts';
import { slowFirst } from './slow-files.ts';
import type { Counts, Suite, SuiteContext } from './suite.ts';
import { entriesOf, shareProcesses } from './test-processes.ts';

/**
 * Loading the backend takes more processor time than many tests: what V8 compiled and Node stripped of its types is kept
 * for the next process, beside the packages and not in the folder for temporary files, which goes with each run.
 */
const COMPILE_CACHE = 'node_modules/.cache/node-compile';

/** A test that takes longer has failed, and a file that does is stopped: one that hangs must not hold up the others. */
const DEADLINES_MS = { test: 10 * 60_000, file: 15 * 60_000 };

/**
 * What V8 optimises of PGlite's WebAssembly pays off in a server that runs for weeks, not in a test of seconds: without, a test
 * on it takes two thirds of the processor time.
 */
const V8_FLAGS = ['--liftoff-only'];

/** Every test file of these workspaces belongs to one of the suites, wherever it stands. */
const WORKSPACES = '{backend,dashboards,demo,scripts,tests}/**/*.test.ts';

export interface NodeSuiteOptions extends Pick<Suite, 'name' | 'title' | 'usual'> {
  /** Whether a file, named from the root of the checkout, is one of the suite's. */
  isOfSuite: (file: string) => boolean;
}

/** Tests of the backend, the dashboards and the simulators: Node's own runner on the sources as they are. */
export function nodeSuite({ isOfSuite, ...suite }: NodeSuiteOptions): Suite {
  return {
    ...suite,
    async run(context) {
      const chosen =
        context.extra.length > 0
          ? await find(context.root, context.extra)
          : slowFirst((await find(context.root, WORKSPACES)).filter(isOfSuite));
      return run(context, suite.name, chosen);
    },
  };
}

async function run(context: SuiteContext, name: string, files: string[]): Promise<Counts> {
  const report = path.join(context.reports, `${name}.json`);
  const packages = await bundlePackages(context.root);
  const processes = path.join(context.scratch, `${name}.processes`);
  const entries =
    context.extra.length > 0
      ? // Asked for by name, a file runs as it does by itself.
        files
      : await entriesOf(shareProcesses(files), { folder: processes, root: context.root });
  const broker = await startBroker(path.join(context.scratch, `${name}.servers`), {
    postgres: startSharedPostgres,
    mariadb: startSharedMariadb,
  });
  const exitCode = await runProgram(
    process.execPath,
    [
      ...V8_FLAGS,
      `--import=${path.join(import.meta.dirname, 'file-deadline.ts')}`,
      `--import=${path.join(import.meta.dirname, 'untracked-promises.ts')}`,
      `--import=${path.join(import.meta.dirname, '..', 'packages', 'resolve.ts')}`,
      path.join(import.meta.dirname, 'node-files.ts'),
      report,
      // Two more than Node's own choice: files wait for servers, databases and programs as well.
      String(availableParallelism() + 1),
      String(DEADLINES_MS.test),
      ...entries,
    ],
    {
      cwd: context.root,
      env: {
        NODE_COMPILE_CACHE: path.join(context.root, COMPILE_CACHE),
        TEST_FILE_DEADLINE_MS: String(DEADLINES_MS.file),
        TEST_PACKAGES: packages,
        TEST_PROCESSES: processes,
        TMPDIR: context.scratch,
        ...broker.env,
      },
    }
  );
  await broker.close();
  const text = await readFile(report, 'utf8').catch(() => '');
  // Without its report the runner itself has failed, and has said why.
  const counts = text === '' ? { passed: 0, failed: 1, skipped: 0 } : (JSON.parse(text) as Counts);
  // A file that cannot even be loaded fails the run; it must not look like a green one.
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @throws Error where there is none */
async function find(root: string, patterns: string | string[]): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(patterns, { cwd: root, exclude: (entry) => entry.includes('node_modules') })) {
    files.push(file);
  }
  if (files.length === 0) {
    throw new Error(`There is no test file ${String(patterns)}.`);
  }
  return files.sort();
}
