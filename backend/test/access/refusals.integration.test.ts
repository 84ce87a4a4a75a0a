import assert from 'node:assert/strict';

import { createRefusals, MAX_ENTRIES, type RefusedAttempt } from '../../src/audit/refusals.ts';
import { SYSTEM_ACCESS } from '../../src/domain/access/system-access.ts';
import { actorOf } from '../../src/identity/actor.ts';
import { readAudit } from '../../src/store/audit.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { logCapture } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

const ATTEMPT: RefusedAttempt = {
  actor: { tokenId: 'id-bash', tokenName: 'BASH', user: 'zoé', role: 'Viewer', org: '2' },
  reason: 'enterprise_outside',
  route: 'POST /v1/query',
  dataset: 'counters.sites',
  enterprise: 'APRIL',
  address: '192.0.2.1',
};

async function entries(db: StoreDatabase) {
  const read = await readAudit(db, { limit: 1000, action: 'access' });
  return read.reverse();
}

testOnStores(
  'equal attempts become one entry with their number and their first and last instant',
  async (_t, { db }) => {
    const refusals = createRefusals(db, logCapture().logger);
    const started = Date.now();
    for (const enterprise of ['APRIL', 'Pimkie', 'Valeor']) {
      refusals.note({ ...ATTEMPT, enterprise, address: `192.0.2.${enterprise.length}` });
    }
    refusals.note({ ...ATTEMPT, dataset: 'counters.verdicts' });
    assert.deepEqual(await entries(db), []);
    await refusals.flush();
    await refusals.flush();

    const [first, second, ...others] = await entries(db);
    assert.deepEqual(others, []);
    const { firstAt, lastAt, ...target } = first?.target ?? {};
    assert.ok(Date.parse(String(firstAt)) >= started && Date.parse(String(lastAt)) >= Date.parse(String(firstAt)));
    assert.deepEqual(target, {
      reason: 'enterprise_outside',
      route: 'POST /v1/query',
      dataset: 'counters.sites',
      enterprise: 'APRIL',
      address: '192.0.2.5',
      attempts: 3,
    });
    const { tokenId, tokenName, user, role, org, action, before, after } = first ?? assert.fail();
    assert.deepEqual({ tokenId, tokenName, user, role, org }, ATTEMPT.actor);
    assert.deepEqual([action, before, after], ['access.refused', null, null]);
    assert.deepEqual([second?.target['dataset'], second?.target['attempts']], ['counters.verdicts', 1]);
  }
);

testOnStores('writes a bounded number of entries for endless attempts, and hides nobody', async (_t, { db }) => {
  const refusals = createRefusals(db, logCapture().logger);
  const nobody = actorOf({ tokenId: 'none', tokenName: 'none' });
  for (let index = 0; index < 5_000; index += 1) {
    refusals.note({ ...ATTEMPT, actor: nobody, reason: 'token_unknown', route: `GET /${index}`, address: `${index}` });
  }
  refusals.note(ATTEMPT);
  for (let index = 0; index < 5_000; index += 1) {
    refusals.note({ ...ATTEMPT, actor: { ...ATTEMPT.actor, user: `user ${index}` } });
  }
  await refusals.flush();

  const read = await entries(db);
  assert.equal(read.length, MAX_ENTRIES);
  const shown = read.map(({ tokenName, user, target }) => [tokenName, user, target['reason'], target['attempts']]);
  assert.deepEqual(shown[0], ['none', null, 'token_unknown', 5_000]);
  assert.deepEqual(shown[1], ['BASH', 'zoé', 'enterprise_outside', 1]);
  assert.deepEqual(shown.at(-1), ['various', null, 'various', 5_000 - (MAX_ENTRIES - 3)]);
});

testOnStores('what the store cannot hold or is too long is kept as far as it can be', async (_t, { db }) => {
  const refusals = createRefusals(db, logCapture().logger);
  refusals.note({ ...ATTEMPT, enterprise: `A\u0000\ud800\u001b[2J${'é'.repeat(10_000)}` });
  await refusals.stop();
  const [entry] = await entries(db);
  assert.equal(entry?.target['enterprise'], `A \ufffd [2J${'é'.repeat(193)}`);
});

testOnStores('what the store did not take is written the next time, with what came meanwhile', async (_t, { db }) => {
  const log = logCapture();
  const refusals = createRefusals(db, log.logger);
  refusals.note(ATTEMPT);
  await db.schema.alterTable('audit').renameTo('audit_elsewhere').execute();
  await refusals.flush();
  assert.match(log.text(), /refused attempts could not be written/);
  refusals.note(ATTEMPT);
  await db.schema.alterTable('audit_elsewhere').renameTo('audit').execute();
  await refusals.flush();
  const read = await entries(db);
  assert.deepEqual(
    read.map(({ target }) => target['attempts']),
    [2]
  );
});

testOnStores('refused attempts are as append-only as the rest of the audit', async (_t, { db }) => {
  const refusals = createRefusals(db, logCapture().logger);
  refusals.note({ ...ATTEMPT, actor: actorOf(SYSTEM_ACCESS) });
  await refusals.flush();
  await assert.rejects(db.updateTable('audit').set({ user_login: 'x' }).execute(), /append-only/);
  await assert.rejects(db.deleteFrom('audit').execute(), /append-only/);
});
