import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';

import { createCountersDatabase, mariadbMissing, ownName } from '../../../tests/servers/databases/mariadb.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { mariadbServer } from '../support/counters/mariadb.ts';
import { FakeGrafana } from '../support/grafana/grafana.ts';
import { PAGES } from '../support/grafana/onboarding.ts';
import { startProgram } from '../support/server/cli.ts';
import { withFolder } from '../support/server/server.ts';
import { newDatabase, skipReason } from '../support/store/store.ts';

/** The writes of a whole run are some thirty; a run is ended at every so many of them, by one signal and the other. */
const EVERY = 7;
const SIGNALS = ['SIGKILL', 'SIGTERM'] as const;

test(
  '"vigie grafana apply" that is ended at any write is finished by the next run',
  { skip: skipReason('postgres') || mariadbMissing() },
  async (t) => {
    const name = ownName('grafana_killed');
    const server = await mariadbServer();
    const countersUrl = await createCountersDatabase(server, name, 'utf8mb4_general_ci');
    await server.run(`insert into ${name}.sites (enterprise, code, timezone) values ('BASH', '001', 'Europe/Paris')`);
    let ended = true;
    for (let at = 1; ended; at += EVERY) {
      const signal = SIGNALS[at % SIGNALS.length] ?? 'SIGKILL';
      const grafana = await FakeGrafana.start(t, { dashboards: PAGES });
      const variables = {
        VIGIE_DATA_DIR: await withFolder(t),
        DATABASE_URL: await newDatabase('migrated'),
        VIGIE_BACKEND_URL: 'http://backend.example:8787',
        COUNTERS_URL: countersUrl,
      };
      const settings = { GRAFANA_URL: grafana.url, GRAFANA_ADMIN_PASSWORD: grafana.settings.password };
      const program = startProgram(['grafana', 'apply', '--wait', '1'], { ...variables, ...settings });
      const exit = once(program, 'exit');
      grafana.fault = () => {
        if (grafana.writes === at) {
          program.kill(signal);
        }
        return undefined;
      };
      const [code] = (await exit) as [number | null];
      ended = grafana.writes >= at;
      grafana.fault = () => undefined;
      const where = `${signal} at write ${at}`;
      assert.equal(code, ended ? null : 0, where);

      const finished = await grafana.command('apply', variables, ['--wait', '1']);
      assert.equal(finished.code, 0, `${where}: ${finished.stderr}${finished.stdout}`);
      const again = await grafana.command('plan', variables);
      assert.match(again.stdout, /^Nothing to do\./, where);
      const names = grafana.orgs.all().map(({ name }) => name);
      assert.deepEqual(names.slice(1).sort(), ['BASH', 'Écrans'], where);
      const store = await openStore({ databaseUrl: variables.DATABASE_URL, poolSize: 1 });
      const tokens = await store.db.selectFrom('tokens').where('revoked_at', 'is', null).select('name').execute();
      await store.close();
      assert.equal(tokens.length, 2, `${where}: ${tokens.map(({ name }) => name).join(', ')}`);
      await grafana.close();
    }
  }
);
