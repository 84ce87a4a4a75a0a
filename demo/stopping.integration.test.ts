import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { mariadbMissing } from '../tests/servers/databases/mariadb.ts';
import { noProcessList } from '../tests/servers/processes/leftovers.ts';
import { type Ending, ENDINGS, type Started, startProgram } from '../tests/servers/processes/stopping.ts';
import { stubGrafana } from './grafana/stub.ts';

const skip = noProcessList || (mariadbMissing() ?? false);
const root = path.dirname(import.meta.dirname);

/** As far as each of these the demo is let come; the first needs no Grafana, only one that is found. */
const MOMENTS: Record<string, { args: string[]; shown: Parameters<Started['until']>[0] }> = {
  'while the plugin is built': {
    args: [],
    shown: (_, processes) => processes().some((line) => line.includes('build-plugin.ts')),
  },
  'while the counters database is made': {
    args: ['--without-grafana'],
    shown: (_, processes) => processes().some((line) => line.includes('mariadb-install-db')),
  },
  'when it runs': { args: ['--without-grafana'], shown: (output) => output.includes('Ctrl-C stops all of it.') },
};

async function startDemo(t: TestContext, args: string[]): Promise<Started> {
  const { home } = await stubGrafana(t);
  return startProgram(t, [path.join(root, 'demo', 'main.ts'), ...args], { GRAFANA_HOME: home });
}

for (const [moment, { args, shown }] of Object.entries(MOMENTS)) {
  for (const ending of Object.keys(ENDINGS) as Ending[]) {
    test(`the demo leaves nothing behind ${moment}: ${ending}`, { skip }, async (t) => {
      const demo = await startDemo(t, args);
      await demo.until(shown);
      const { code, processes, files, output } = await demo.end(ending);
      assert.deepEqual({ processes, files }, { processes: [], files: [] });
      assert.doesNotMatch(output, /The demo ended|Error/);
      if (ending !== 'SIGKILL') {
        assert.equal(code, moment === 'when it runs' ? 0 : ending === 'SIGTERM' ? 143 : 130);
        // Before it has taken its folder, what stands there is of a demo that was killed.
        const hasTakenFolder = moment !== 'while the plugin is built';
        assert.ok(!hasTakenFolder || !existsSync(path.join(root, '.vigie', 'demo')), 'its data folder is gone');
      }
    });
  }
}

test('refuses to run twice in one checkout, and leaves the first one alone', { skip }, async (t) => {
  const first = await startDemo(t, ['--without-grafana']);
  await first.until((_, processes) => processes().some((line) => line.includes('mariadb-install-db')));
  const second = await startDemo(t, ['--without-grafana']);
  const { code, output, processes } = await second.gone();
  assert.deepEqual({ code, processes }, { code: 1, processes: [] });
  assert.match(output, new RegExp(`in use by process ${first.child.pid}`));
  await first.until((shown) => shown.includes('Ctrl-C stops all of it.'));
  await first.end('SIGKILL');
});
