import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { noProcessList } from '../processes/leftovers.ts';
import { type Ending, ENDINGS, type Started, startProgram } from '../processes/stopping.ts';
import { mariadbMissing } from './mariadb.ts';

const skip = noProcessList || (mariadbMissing() ?? false);

/** As a test file does it: without a handler of signals. */
const STARTS_MARIADB = `
  import { startMariadb } from ${JSON.stringify(path.join(import.meta.dirname, 'mariadb.ts'))};
  await startMariadb();
  console.log('ready');
  setInterval(() => undefined, 1000);
`;

const MOMENTS: Record<string, Parameters<Started['until']>[0]> = {
  'while it is installed': (_, processes) => processes().some((line) => line.includes('mariadb-install-db')),
  'while it starts': (_, processes) => processes().some((line) => /mariadbd .*--socket=/.test(line)),
  'when it runs': (output) => output.includes('ready'),
};

for (const [moment, shown] of Object.entries(MOMENTS)) {
  for (const ending of Object.keys(ENDINGS) as Ending[]) {
    void test(`a test's MariaDB ends ${moment} with its process: ${ending}`, { skip }, async (t) => {
      const started = startProgram(t, ['--input-type=module', '--eval', STARTS_MARIADB]);
      await started.until(shown);
      const { processes, files } = await started.end(ending);
      assert.deepEqual({ processes, files }, { processes: [], files: [] });
    });
  }
}
