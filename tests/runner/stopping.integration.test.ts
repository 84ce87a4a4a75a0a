import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { postgresBinaries } from '../../backend/test/support/store/postgres-server.ts';
import { mariadbMissing } from '../servers/databases/mariadb.ts';
import { noProcessList } from '../servers/processes/leftovers.ts';
import { type Ending, ENDINGS, type Started, startProgram } from '../servers/processes/stopping.ts';
import { tiedFolder } from '../servers/processes/tied-folder.ts';

const skip =
  noProcessList ||
  (mariadbMissing() ?? (postgresBinaries === undefined ? 'SKIPPED: no PostgreSQL server on this machine' : false));

const file = (...names: string[]) => path.join(import.meta.dirname, ...names);

/** A test that starts a database server, has the run start others, and never ends. */
const ENDLESS_TEST = `
  import { mkdtempSync, writeFileSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import path from 'node:path';
  import { test } from 'node:test';
  import { startMariadb } from ${JSON.stringify(file('..', 'servers', 'databases', 'mariadb.ts'))};
  import { postgresServer } from ${JSON.stringify(file('..', '..', 'backend', 'test', 'support', 'store', 'postgres.ts'))};
  import { mariadbServer } from ${JSON.stringify(file('..', '..', 'backend', 'test', 'support', 'counters', 'mariadb.ts'))};
  mkdtempSync(path.join(tmpdir(), 'forgotten-'));
  await test('endless', async () => {
    await Promise.all([startMariadb(), mariadbServer(), postgresServer()]);
    writeFileSync(process.env.VIGIE_TEST_READY, '');
    await new Promise((resolve) => setTimeout(resolve, 3_600_000));
  });
`;

const MOMENTS: Record<string, (ready: string) => Parameters<Started['until']>[0]> = {
  'when the run has only begun': () => (output) => output.includes('──'),
  'while the servers start': () => (_, processes) =>
    ['mariadb-install-db', 'initdb'].every((name) => processes().some((line) => line.includes(name))),
  'when the servers run': (ready) => () => existsSync(ready),
};

for (const [moment, shownIn] of Object.entries(MOMENTS)) {
  for (const ending of Object.keys(ENDINGS) as Ending[]) {
    void test(`a run of tests leaves nothing behind ${moment}: ${ending}`, { skip }, async (t) => {
      const { path: folder, remove } = tiedFolder();
      t.after(() => remove());
      const [testFile, ready] = [path.join(folder, 'endless.ts'), path.join(folder, 'ready')];
      writeFileSync(testFile, ENDLESS_TEST);
      const started = startProgram(t, [file('main.ts'), 'integration', testFile], { VIGIE_TEST_READY: ready });
      await started.until(shownIn(ready));
      const { code, output, processes, files } = await started.end(ending);
      assert.deepEqual({ processes, files }, { processes: [], files: [] });
      // No other suite is begun, and what is stopped is no failure of the runner.
      assert.doesNotMatch(output, /Nothing is started any more|Node\.js v\d/);
      assert.equal(code, { 'Ctrl-C': 130, SIGINT: 130, SIGTERM: 143, SIGKILL: null }[ending]);
    });
  }
}
