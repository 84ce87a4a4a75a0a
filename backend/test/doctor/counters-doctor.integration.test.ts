import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createCountersDatabase, mariadbMissing } from '../../../tests/servers/mariadb.ts';
import { openCounters } from '../../src/counters/connection/database.ts';
import { createCounters } from '../../src/counters/counters.ts';
import { examineCounters } from '../../src/counters/quality/examination.ts';
import { checkCounters } from '../../src/doctor/checks/counters.ts';
import { DEFAULT_COUNTERS_RULES } from '../../src/domain/rules/counters-rules.ts';
import { missing, NOW, sampleWorld, useCounters } from '../support/counters/counters.ts';
import { mariadbServer } from '../support/counters/mariadb.ts';

for (const name of ['PGlite', 'utf8mb4_general_ci'] as const) {
  describe(`doctor looks at the counters on ${name}`, { skip: missing(name) }, () => {
    const test = useCounters(name, sampleWorld());

    it('tells every oddity in words, with places', async () => {
      const checks = checkCounters(await examineCounters(test.under(), NOW));
      const texts = checks.map(({ state, text }) => `${state}: ${text.en}`);
      const expected = [
        /^ok: The (embedded )?counters database answers: \d+ rows/,
        /^ok: Its user may change sites\.$/,
        /^warning: 41 rows without a count and 40 with a negative one .*"Pimkie" HALF-VALID, "Pimkie" NEGATIVE-COUNT, /,
        /^warning: 40 rows belong to codes that are not in sites.*"CASI PSE" UNKNOWN\.$/,
        /^warning: 40 rows belong to enterprises that have no site.*"Enseigne fantôme"\.$/,
        /^warning: 2 rows are later than today.*"APRIL" FUTURE\.$/,
        /^warning: 2 sites have no time zone.*"Valeor" ZONE-EMPTY, "Valeor" ZONE-NULL\.$/,
        /^warning: 2 sites have a time zone that is no IANA name.*"Valeor" ZONE-OFFSET, "Valeor" ZONE-WRONG\.$/,
        /^warning: Enterprises whose names look alike are different ones: "BASH", "bash "\.$/,
        /^warning: Enterprises whose names look alike .*"Hotel de la Tremoille", "Hôtel de la Trémoille"\.$/,
        /^warning: 1 hourly day .*"BASH" REPEATED-MIDNIGHT\.$/,
      ];
      assert.equal(texts.length, expected.length, texts.join('\n'));
      expected.forEach((pattern, index) => assert.match(texts[index] ?? '', pattern));
    });
  });
}

it('doctor notices a user that may only read', { skip: mariadbMissing() }, async (t) => {
  const server = await mariadbServer();
  await createCountersDatabase(server, 'looked_at', 'utf8mb4_bin');
  await server.run(
    "create user looker@localhost identified by 'only'",
    'grant select on looked_at.* to looker@localhost'
  );
  const database = await openCounters({ url: server.url('looked_at', { user: 'looker', password: 'only' }) });
  t.after(() => database.close());
  const counters = createCounters(database, DEFAULT_COUNTERS_RULES);
  const checks = checkCounters(await examineCounters(counters, NOW));
  assert.deepEqual(
    checks.map(({ text }) => text.en),
    [
      'The counters database answers: 0 rows of counts.',
      'Its user may only read: sites can be looked at, not changed (grant INSERT and UPDATE on sites to change them).',
    ]
  );
});

it('doctor says that the counters are off', () => {
  const checks = checkCounters(undefined);
  assert.deepEqual(
    checks.map(({ part, state, text }) => [part, state, text.en]),
    [['counters', 'ok', 'The counters are off: COUNTERS_URL is not set.']]
  );
});
