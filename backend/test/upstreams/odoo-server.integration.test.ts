import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';

import { buildLead, type OdooSimulator, TRACEBACK_MARK } from '../../../tests/simulators/odoo/index.ts';
import { runCommand } from '../support/server/cli.ts';
import { withDataDir } from '../support/server/server.ts';
import { TEST_LOGIN, withOdoo } from '../support/upstreams/odoo.ts';
import { TEST_KEY } from '../support/upstreams/upstream.ts';

const leads = [buildLead(Date.now() - 3_600_000, { id: 12, name: 'Avenant au contrat', partner_id: 31 })];

async function environmentFor(t: TestContext, simulator: OdooSimulator): Promise<Record<string, string>> {
  return {
    VIGIE_DATA_DIR: await withDataDir(t),
    ODOO_URL: simulator.url,
    ODOO_APP_URL: 'https://erp.example',
    ODOO_DB: simulator.database,
    ODOO_LOGIN: TEST_LOGIN,
    ODOO_API_KEY: TEST_KEY,
  };
}

for (const version of [19, 17] as const) {
  test(`Odoo ${version}: read by the command line, listed with a link, looked at by doctor`, async (t) => {
    const simulator = await withOdoo(t, { version, leads });
    const env = await environmentFor(t, simulator);
    const read = await runCommand(['sync'], env);
    assert.equal(read.code, 0, read.stderr);

    const listed = await runCommand(['query', 'tickets.list', '--format', 'json'], env);
    const { rows } = JSON.parse(listed.stdout) as { rows: Record<string, unknown>[] };
    assert.deepEqual(
      rows.map((row) => [row['source'], row['id'], row['title'], row['url']]),
      [['odoo', '12', 'Avenant au contrat', 'https://erp.example/mail/view?model=crm.lead&res_id=12']]
    );

    const healthy = await runCommand(['doctor'], env);
    assert.match(
      healthy.stdout,
      new RegExp(`Odoo ${version}\\.0 over JSON-${version >= 19 ? '2' : 'RPC'}, 1 open request`)
    );
    for (const [fault, advice] of [
      [{ kind: 'key-revoked' }, /ODOO_API_KEY/],
      [{ kind: 'no-database' }, /ODOO_DB/],
    ] as const) {
      simulator.faults.set(fault);
      const { code, stdout, stderr } = await runCommand(['doctor'], env);
      assert.equal(code, 1);
      assert.match(stdout, advice);
      assert.ok(![TEST_KEY, TRACEBACK_MARK].some((secret) => `${stdout}${stderr}`.includes(secret)));
    }
  });
}
