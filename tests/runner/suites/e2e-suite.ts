import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

import { runProgram } from '../process.ts';
import { skipLoudly, type Suite } from './suite.ts';

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
}

/** Tests in a real browser against a real Grafana, where there is one. */
export const e2eSuite: Suite = {
  name: 'e2e',
  title: 'End to end (Grafana in Chromium)',
  usual: '10 to 20 minutes',
  async run({ root, reports, extra }) {
    if (!process.env.GRAFANA_HOME && !process.env.GRAFANA_URL) {
      return skipLoudly(
        this.title,
        await countTests(root),
        'set GRAFANA_HOME (an installation) or GRAFANA_URL (a server).'
      );
    }
    const report = path.join(reports, 'playwright.json');
    const exitCode = await runProgram(
      'playwright',
      ['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=list,json', ...extra],
      // The one signal at which Playwright closes its browser and undoes the set-up.
      { cwd: root, env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report }, stopSignal: 'SIGINT' }
    );
    const { stats } = JSON.parse(await readFile(report, 'utf8')) as PlaywrightReport;
    const failed = stats.unexpected + (exitCode !== 0 && stats.unexpected === 0 ? 1 : 0);
    return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped };
  },
};

async function countTests(root: string): Promise<number> {
  let count = 0;
  for await (const file of glob('tests/e2e/**/*.spec.ts', { cwd: root })) {
    const text = await readFile(path.join(root, file), 'utf8');
    count += text.match(/^\s*test\(/gm)?.length ?? 0;
  }
  return count;
}
