import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { installPackages } from '../../grafana-packages/packages.ts';
import { runProgram } from '../process.ts';
import type { Suite } from './suite.ts';

interface JestReport {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numRuntimeErrorTestSuites: number;
}

/** Tests of the plugin's React code. */
export const jestSuite: Suite = {
  name: 'frontend',
  title: 'Plugin (React)',
  usual: '1 to 3 minutes',
  run: (context) => runJest(context, 'jest.config.js', {}),
};

/** The same tests with the packages of a later Grafana, which come with a later React. */
export function jestSuiteOn(version: string): Suite {
  return {
    name: `frontend-${version}`,
    title: `Plugin on Grafana ${version}`,
    usual: '1 to 3 minutes',
    async run(context) {
      const folder = await installPackages(version);
      return runJest(context, 'tests/grafana-packages/jest.config.cjs', { GRAFANA_PACKAGES: folder });
    },
  };
}

async function runJest(
  { root, reports, extra }: Parameters<Suite['run']>[0],
  config: string,
  env: NodeJS.ProcessEnv
): ReturnType<Suite['run']> {
  const report = path.join(reports, 'jest.json');
  const options = ['--config', config, '--ci', '--maxWorkers=2', '--silent', '--json', `--outputFile=${report}`];
  await runProgram('jest', [...options, ...extra], {
    cwd: root,
    // React's test helpers are not in its production build, which a NODE_ENV of the machine would choose.
    env: { NODE_ENV: 'test', ...env },
    // With --json jest repeats the report on standard output; the summary for people goes to standard error.
    onLine: () => undefined,
  });
  const counted = JSON.parse(await readFile(report, 'utf8')) as JestReport;
  return {
    passed: counted.numPassedTests,
    failed: counted.numFailedTests + counted.numRuntimeErrorTestSuites,
    skipped: counted.numPendingTests,
  };
}
