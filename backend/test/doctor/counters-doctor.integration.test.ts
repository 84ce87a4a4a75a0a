import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { createCountersDatabase, mariadbMissing, ownName } from '../../../tests/servers/databases/mariadb.ts';
import type { CountersDatabase } from '../../src/counters/connection/database.ts';
import { openCounters } from '../../src/counters/connection/open-database.ts';
import { createCountersSource } from '../../src/counters/connection/source.ts';
import { type Counters, createCounters } from '../../src/counters/counters.ts';
import { examineCounters } from '../../src/counters/quality/examination.ts';
import type { DoctorReport } from '../../src/doctor/check.ts';
import { checkCounters, checkProgress, checksSoFar } from '../../src/doctor/checks/counters.ts';
import { createDoctor } from '../../src/doctor/doctor.ts';
import { fixedClock } from '../../src/domain/clock/clock.ts';
import { DEFAULT_COUNTERS_RULES } from '../../src/domain/rules/counters-rules.ts';
import { missing, NOW, sampleWorld, useCounters } from '../support/counters/counters.ts';
import { mariadbServer } from '../support/counters/mariadb.ts';
import { logCapture, withApp } from '../support/server/server.ts';
import { FakeTimer } from '../support/upstreams/fake-timer.ts';

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

    it('tells what it found so far and what it has not looked at, statement by statement', async () => {
      const said: string[][] = [];
      const whole = await examineCounters(test.under(), NOW, (examination) =>
        said.push([...checksSoFar(examination), checkProgress(examination)].map(({ text }) => text.en))
      );
      const [first = [], second = [], ...reading] = said;
      assert.match(first[0] ?? '', /^The (embedded )?counters database answers\.$/);
      assert.equal(first.length, 3);
      assert.match(first[2] ?? '', /^The last weeks are being looked at: .* every row of counting are still to come/);
      const quick = checkCounters(whole)
        .map(({ text }) => text.en)
        .filter((text) => /time zone|look alike|hourly day/.test(text));
      assert.equal(quick.length, 5);
      assert.deepEqual(second.slice(2, -1), quick);
      assert.match(second.at(-1) ?? '', /^Every row of counting is being read: rows that are invalid, .* still to be/);
      const counters = reading.map((texts) => /being read \((\d+) of (\d+) counters\)/.exec(texts.at(-1) ?? ''));
      const all = Number(counters[0]?.[2]);
      assert.ok(all > 50);
      assert.deepEqual(
        counters.map((found) => [Number(found?.[1]), Number(found?.[2])]),
        [...Array.from({ length: Math.ceil(all / 50) }, (_, index) => [index * 50, all]), [all, all]]
      );
    });

    it('answers in time with what it knows while the rows are still being read, and with all of it later', async (t) => {
      const { counters, held, release } = await heldCounters(test.under());
      const clock = fixedClock(NOW);
      const app = await withApp(t, { services: { counters, clock } });
      const { services, tokens, connections } = app.dependencies;
      const timer = new FakeTimer();
      const store = { kind: 'pglite' as const, ping: () => app.dependencies.pingStore(), db: services.db };
      const parts = { store, services, tokens, connections, rulesFile: undefined };
      const doctor = createDoctor({
        ...parts,
        version: '1',
        describe: (_, error) => ({ fr: String(error), en: String(error) }),
        timer,
      });
      const asked = doctor.report();
      await held;
      await timer.run(10_000);
      const early = await asked;
      const texts = ({ checks }: DoctorReport) =>
        checks.filter(({ part }) => part === 'counters').map(({ text }) => text.fr);
      assert.equal(early.complete, false);
      assert.match(texts(early).at(-1) ?? '', /^Lecture de toutes les lignes de counting en cours \(50 compteurs sur /);
      assert.ok(texts(early).some((text) => text.includes('fuseau horaire')));
      release();
      let late = await doctor.report();
      while (!late.complete) {
        late = await doctor.report();
      }
      assert.deepEqual(
        texts(late),
        checkCounters(await examineCounters(test.under(), NOW)).map(({ text }) => text.fr)
      );
    });
  });
}

/** Counters whose second statement over the rows waits until it is released. */
async function heldCounters(counters: Counters) {
  const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { database, rules } = counters;
  const heldUp = await readsUpToSecond(counters);
  let reads = 0;
  const slow: CountersDatabase = {
    ...database,
    read: async (work) => {
      reads += 1;
      if (reads === heldUp) {
        reached.resolve();
        await gate.promise;
      }
      return database.read(work);
    },
  };
  const source = createCountersSource(slow, rules, { clock: fixedClock(NOW), logger: logCapture().logger });
  return { counters: source, held: reached.promise, release: gate.resolve };
}

/** How many readings an examination takes up to its second statement over the rows. */
async function readsUpToSecond(counters: Counters): Promise<number> {
  let [reads, upToSecond] = [0, 0];
  const { database } = counters;
  const counted: CountersDatabase = {
    ...database,
    read: (work) => {
      reads += 1;
      return database.read(work);
    },
  };
  await examineCounters(createCounters(counted, counters.rules), NOW, ({ progress }) => {
    if (progress.series?.read === 50) {
      upToSecond = reads + 1;
    }
  });
  return upToSecond;
}

it('doctor notices a user that may only read', { skip: mariadbMissing() }, async (t) => {
  const server = await mariadbServer();
  const [name, user] = [ownName('looked_at'), ownName('looker')];
  await createCountersDatabase(server, name, 'utf8mb4_bin');
  await server.run(
    `create user ${user}@localhost identified by 'only'`,
    `grant select on ${name}.* to ${user}@localhost`
  );
  const database = await openCounters({ url: server.url(name, { user, password: 'only' }) });
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
