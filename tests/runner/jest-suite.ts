import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { runProgram } from './process.ts';
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
  async run({ root, reports, extra }) {
    const report = path.join(reports, 'jest.json');
    await runProgram('jest', ['--ci', '--maxWorkers=2', '--silent', '--json', `--outputFile=${report}`, ...extra], {
      cwd: root,
      // React's test helpers are not in its production build, which a NODE_ENV of the machine would choose.
      env: { NODE_ENV: 'test' },
      // With --json jest repeats the report on standard output; the summary for people goes to standard error.
      onLine: () => undefined,
    });
    const counted = JSON.parse(await readFile(report, 'utf8')) as JestReport;
    return {
      passed: counted.numPassedTests,
      failed: counted.numFailedTests + counted.numRuntimeErrorTestSuites,
      skipped: counted.numPendingTests,
    };
  },
};
