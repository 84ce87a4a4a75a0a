import assert from 'node:assert/strict';

import { sql } from 'kysely';

import { REFUSED_ACTION } from '../../src/domain/access/refusal.ts';
import { systemClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_RULES } from '../../src/domain/rules/rules.ts';
import { createPurge } from '../../src/jobs/purge.ts';
import { purgeAudit, readAudit, recordAudit } from '../../src/store/audit.ts';
import type { StoreDatabase } from '../../src/store/schema.ts';
import { TESTER } from '../support/server/server.ts';
import { testOnStores } from '../support/store/store.ts';

const DAY_MS = 86_400_000;
const KINDS = ['site.update', 'token.create', 'connection.remove', 'account.create', REFUSED_ACTION];

const daysAgo = (days: number): Date => new Date(Date.now() - days * DAY_MS);

/** Fills the audit with an entry of each kind for each age in days, the oldest first. */
async function fill(db: StoreDatabase, ages: readonly number[]): Promise<void> {
  // Entries are stamped by the store; only here, something else may say when.
  await sql`alter table audit disable trigger audit_is_append_only`.execute(db);
  for (const age of ages) {
    for (const action of KINDS) {
      const id = await recordAudit(db, { ...TESTER, action, target: { age }, before: null, after: null });
      await sql`update audit set at = ${daysAgo(age)} where id = ${id}`.execute(db);
    }
  }
  await sql`alter table audit enable trigger audit_is_append_only`.execute(db);
}

async function agesOf(db: StoreDatabase): Promise<unknown[]> {
  const entries = await readAudit(db, { limit: 1000 });
  return [...new Set(entries.map(({ target }) => target['age']))];
}

testOnStores('removes entries of every kind after the retention, whichever is the oldest', async (_t, { db }) => {
  await fill(db, [1000, 731, 729, 31, 1]);
  assert.equal(await purgeAudit(db, daysAgo(DEFAULT_RULES.retention.auditDays)), 2 * KINDS.length);
  assert.deepEqual(await agesOf(db), [1, 31, 729]);
  assert.equal(await purgeAudit(db, daysAgo(30)), 2 * KINDS.length);
  assert.deepEqual(await agesOf(db), [1]);
});

testOnStores('what is younger than 30 days stays, whatever is asked', async (_t, { db }) => {
  await fill(db, [40, 29]);
  await assert.rejects(purgeAudit(db, daysAgo(28)), /append-only/);
  assert.deepEqual(await agesOf(db), [29, 40]);
  await assert.rejects(sql`truncate audit`.execute(db), /append-only/);
});

testOnStores('the purge keeps the audit as long as the rules say', async (_t, { db }) => {
  await fill(db, [50, 40]);
  const rules = { ...DEFAULT_RULES, retention: { ...DEFAULT_RULES.retention, auditDays: 45 } };
  const { signal } = new AbortController();
  const { summary } = await createPurge({ rules, clock: systemClock }).run({ db, signal });
  assert.match(summary.en, new RegExp(`${KINDS.length} entries of the audit`));
  assert.deepEqual(await agesOf(db), [40]);
});
