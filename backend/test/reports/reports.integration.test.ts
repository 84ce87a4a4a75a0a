import assert from 'node:assert/strict';
import { after, describe, test, type TestContext } from 'node:test';

import { generateCounters } from '../../../tests/fixtures/counters/generate.ts';
import { createCountersSource } from '../../src/counters/connection/source.ts';
import { compareCodePoints } from '../../src/counters/entries/order.ts';
import { loadCatalogue } from '../../src/datasets/engine/catalogue.ts';
import { SYSTEM_ACCESS } from '../../src/domain/access/system-access.ts';
import type { ReportRule } from '../../src/domain/rules/reports-rules.ts';
import { DEFAULT_RULES, type Rules } from '../../src/domain/rules/rules.ts';
import { actorOf } from '../../src/identity/actor.ts';
import { createRenderer } from '../../src/reports/render/renderer.ts';
import type { Store } from '../../src/store/driver/database.ts';
import { accessTo, useCounters, USUAL_DATABASE } from '../support/counters/counters.ts';
import { smtpError, startMailServer, type TestMailServer } from '../support/mail/mail-server.ts';
import { MONTHLY, settableClock, withReports } from '../support/mail/reports.ts';
import { readDataset } from '../support/read-dataset.ts';
import { logCapture, TESTER } from '../support/server/server.ts';
import { testOnStores, withStore } from '../support/store/store.ts';

const BEFORE = '2024-07-31T22:00:00Z';
/** Seven in the morning in Paris. */
const DUE = '2024-08-01T05:00:00Z';
const SOON_AFTER = '2024-08-01T05:00:04Z';
const [BOARD, SHOP, BOSS] = ['board@agitel.example', 'shop@bash.example', 'boss@bash.example'] as const;

/** What most tests need: of one enterprise, without files. */
const BRIEF: ReportRule = { ...MONTHLY, enterprises: ['BASH'], formats: ['html'] };
/** All of them, in full. */
const FULL = { rules: { reports: [MONTHLY] } };

const tenant = (enterprise: string, recipients: string[]) => ({
  ...{ enterprise, org: enterprise, recipients, language: null, timezone: null },
});

describe('reports by e-mail', () => {
  const world = generateCounters({ seed: 20_240_731, lastDay: '2024-07-31', days: 400, sites: 30 });
  const counters = useCounters(USUAL_DATABASE, world);
  const ENTERPRISES = [...new Set(world.sites.map(({ enterprise }) => enterprise))].sort(compareCodePoints);
  // One thread draws for all tests: it takes seconds to start.
  const renderer = createRenderer();
  after(() => renderer.close());

  const anyStore = (t: TestContext) => withStore(t);

  async function withMails(
    t: TestContext,
    {
      store,
      server,
      rules,
      now = BEFORE,
    }: { store?: Store; server?: TestMailServer; rules?: Partial<Rules>; now?: string } = {}
  ) {
    const clock = settableClock(now);
    const opened = store ?? (await anyStore(t));
    const mails = server ?? (await startMailServer(t));
    const made = await withReports(t, {
      ...{ store: opened, clock, counters: counters.database, smtpPort: mails.port },
      rules: { reports: [BRIEF], ...rules },
      parts: { retriesMs: [0, 0, 0], renderer },
    });
    const ledger = () => made.reports.deliveries({ limit: 1_000 });
    return { ...made, clock, mails, store: opened, ledger };
  }

  testOnStores(
    'each enterprise gets one mail for a due time, however often and by how many it is looked at',
    async (t, store) => {
      const all = { reports: [{ ...BRIEF, enterprises: '*' as const }] };
      const first = await withMails(t, { store, rules: all });
      await first.work();
      assert.equal(
        first.mails.mails.length,
        0,
        'nothing is due before its time, nor for the time before the report was there'
      );
      first.clock.set(SOON_AFTER);
      await first.work();
      await first.work();
      // Another process that leads from now on, over the same ledger.
      const second = await withMails(t, { store, server: first.mails, now: SOON_AFTER, rules: all });
      await second.work();
      assert.deepEqual(
        first.mails.mails.map(({ to }) => to),
        ENTERPRISES.map(() => [BOARD])
      );
      const subjects = first.mails.mails.map(({ parsed }) => parsed.subject);
      assert.equal(new Set(subjects).size, ENTERPRISES.length);
      for (const line of await first.ledger()) {
        assert.deepEqual(
          [line.state, line.late, line.dueAt.toISOString()],
          ['sent', false, '2024-08-01T05:00:00.000Z'],
          first.log.text()
        );
      }
    }
  );

  test('two leaders at once, one of whom has lost the lease unawares, send each mail once', async (t) => {
    const rules = { reports: [{ ...BRIEF, enterprises: '*' as const }] };
    const first = await withMails(t, { rules });
    await first.work();
    const second = await withMails(t, { store: first.store, server: first.mails, now: SOON_AFTER, rules });
    first.clock.set(SOON_AFTER);
    await Promise.all([first.work(), second.work()]);
    const subjects = first.mails.mails.map(({ parsed }) => parsed.subject);
    assert.equal(subjects.length, new Set(subjects).size);
    // A mail of the one that the other took for an orphan meanwhile is noted as what it is.
    assert.deepEqual(new Set((await first.ledger()).map(({ state }) => state)), new Set(['sent']));
  });

  test('a mail has text, pictures and files, of a size that every mail server takes, and names its own enterprise alone', async (t) => {
    const { work, clock, mails } = await withMails(t, FULL);
    await work();
    clock.set(SOON_AFTER);
    await work();
    for (const { raw, parsed } of mails.mails) {
      const own = ENTERPRISES.find((name) => parsed.subject === `Fréquentation de ${name} – juillet 2024`);
      assert.ok(own);
      assert.ok(raw.length <= 500_000, `${raw.length} bytes`);
      const files = parsed.attachments.map(({ filename, mimeType }) => [
        filename?.replace(/^.*-2024-07/, ''),
        mimeType,
      ]);
      assert.deepEqual(files, [
        ['entries-per-day.png', 'image/png'],
        ['.pdf', 'application/pdf'],
        ['-compteurs.csv', 'text/csv'],
        ['-jours.csv', 'text/csv'],
      ]);
      const picture = parsed.attachments[0];
      assert.ok(parsed.html?.includes(`src="cid:${picture?.contentId?.replace(/[<>]/g, '')}"`));
      assert.doesNotMatch(parsed.html ?? '', /https?:\/\//);
      const csv = parsed.attachments.slice(2).map(({ content }) => Buffer.from(content as ArrayBuffer).toString());
      const words = [parsed.html, parsed.text, ...csv].join('\n');
      for (const other of ENTERPRISES.filter((name) => !own.includes(name))) {
        assert.ok(!words.includes(other), `${own} reads of ${other}`);
      }
    }
  });

  test('the figures of a report are those that the token of its enterprise sees', async (t) => {
    const { work, clock, mails, store } = await withMails(t, FULL);
    await work();
    clock.set(SOON_AFTER);
    await work();
    const source = createCountersSource(counters.database, DEFAULT_RULES.counters, {
      clock,
      logger: logCapture().logger,
    });
    const services = { db: store.db, rules: DEFAULT_RULES, clock, counters: source, ateraAppUrl: '' };
    const catalogue = await loadCatalogue();
    for (const enterprise of ENTERPRISES) {
      const ask = (dataset: string, params: object) =>
        readDataset(services, catalogue, accessTo([enterprise]), {
          ...{ dataset, params, timezone: 'Europe/Paris' },
          from: Date.parse('2024-06-30T22:00:00Z'),
          to: Date.parse('2024-07-31T21:59:59Z'),
        }).then(({ rows }) => rows);
      const mail = mails.mails.find(({ parsed }) => parsed.subject === `Fréquentation de ${enterprise} – juillet 2024`);
      const sheet = Buffer.from((mail?.parsed.attachments[2]?.content ?? new ArrayBuffer()) as ArrayBuffer).toString();
      const lines = sheet
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .map((line) => line.split(';'));
      const [month, coverage] = [
        await ask('counters.month', { by: 'site', day: '2024-07-15' }),
        new Map((await ask('counters.coverage', { by: 'site' })).map((row) => [row['code'], row])),
      ];
      assert.deepEqual(
        lines.map(([code, , entries, before, , year, , counted, zero, noData]) => [
          code,
          entries,
          before,
          year,
          counted,
          zero,
          noData,
        ]),
        month.map((row) => {
          const days = coverage.get(row['code'] ?? null);
          const figures = [row['entries'], row['entries_month_before'], row['entries_year_before']];
          return [
            row['code'],
            ...figures.map(String),
            ...['counted', 'zero', 'no_data'].map((name) => String(days?.[name] ?? '')),
          ];
        })
      );
      // Independently: the rows of the world, of this enterprise and month, that are valid.
      const plain = world.counting
        .filter((row) => row.enterprise === enterprise && row.day_date.startsWith('2024-07') && (row.count ?? -1) >= 0)
        .reduce((sum, { count }) => sum + (count ?? 0), 0);
      assert.equal(
        lines.reduce((sum, [, , entries]) => sum + Number(entries), 0),
        plain
      );
    }
  });

  test('what was missed for less than a day is made up once and says so, what is older is not', async (t) => {
    const daily = { ...BRIEF, name: 'daily', schedule: '0 7 * * *' };
    const { work, clock, mails, ledger, reports } = await withMails(t, {
      rules: { reports: [daily] },
      now: '2024-07-28T12:00:00Z',
    });
    await work();
    // Off from the 28th to the evening of the 31st.
    clock.set('2024-07-31T20:00:00Z');
    await work();
    await work();
    assert.equal(mails.mails.length, 1);
    assert.match(mails.mails[0]?.parsed.text ?? '', /était prévu le 31 juillet 2024 à 07:00/);
    assert.deepEqual(
      (await ledger()).map(({ dueAt, state, late }) => [dueAt.toISOString().slice(8, 10), state, late]),
      [
        ['31', 'sent', true],
        ['30', 'missed', true],
        ['29', 'missed', true],
      ]
    );
    assert.deepEqual(reports.schedules()[0]?.nextAt, new Date(DUE));
  });

  test('addresses of the tenant get it, in its language; a refused one stops nobody and is named', async (t) => {
    const server = await startMailServer(t, {
      refuse: (address) => (address === SHOP ? smtpError(550, 'no such shop') : undefined),
    });
    const tenants = [{ ...tenant('BASH', [SHOP, BOSS]), language: 'en-US' as const }];
    const rules = {
      grafana: { ...DEFAULT_RULES.grafana, tenants },
      reports: [{ ...BRIEF, recipients: null }],
    };
    const { work, clock, ledger } = await withMails(t, { server, rules });
    await work();
    clock.set(SOON_AFTER);
    await work();
    assert.deepEqual(
      server.mails.map(({ to }) => to),
      [[BOSS]]
    );
    assert.equal(server.mails[0]?.parsed.subject, 'Visitors of BASH – July 2024');
    const [line] = await ledger();
    assert.equal(line?.state, 'sent');
    assert.deepEqual(
      line?.recipients.map(({ address, state }) => [address, state]),
      [
        [SHOP, 'refused'],
        [BOSS, 'accepted'],
      ]
    );
  });

  test('an address refused for now is tried again, and those who have the mail get no second one', async (t) => {
    let busy = true;
    const server = await startMailServer(t, {
      refuse: (address) => (busy && address === SHOP ? smtpError(450, 'try later') : undefined),
    });
    const rules = { reports: [{ ...BRIEF, recipients: [SHOP, BOSS] }] };
    const { work, clock, ledger } = await withMails(t, { server, rules });
    await work();
    clock.set(SOON_AFTER);
    await work();
    assert.equal((await ledger())[0]?.state, 'pending');
    busy = false;
    await work();
    assert.deepEqual(
      server.mails.map(({ to }) => to),
      [[BOSS], [SHOP]]
    );
    assert.deepEqual(
      (await ledger()).map(({ state, attempts }) => [state, attempts]),
      [['sent', 2]]
    );
  });

  test('a mail server that stays away is given up after the last attempt; a person sends it again later', async (t) => {
    const { store, clock, ledger, ...away } = await withMails(t, {
      server: { port: 1, mails: [], received: () => Promise.resolve([]) },
    });
    await away.work();
    clock.set(SOON_AFTER);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await away.work();
    }
    const failed = await ledger();
    assert.deepEqual(new Set(failed.map(({ state, attempts }) => `${state} ${attempts}`)), new Set(['failed 4']));
    assert.match(failed[0]?.error?.fr ?? '', /n’a pas pu être remis/);
    const back = await withMails(t, { store, now: '2024-08-05T10:00:00Z' });
    await back.work();
    assert.equal(back.mails.mails.length, 0, 'nothing is sent by itself any more');
    await back.reports.request({ report: 'MONTHLY', enterprise: 'BASH' }, TESTER);
    await back.work();
    await back.work();
    assert.equal(back.mails.mails.length, 1);
    assert.doesNotMatch(back.mails.mails[0]?.parsed.text ?? '', /était prévu/);
    const [line] = (await back.ledger()).filter(({ enterprise }) => enterprise === 'BASH');
    assert.deepEqual(
      [line?.state, line?.requestedBy, line?.dueAt.toISOString()],
      ['sent', 'tester', new Date(DUE).toISOString()]
    );
  });

  test('an orphan of a process that ended counts as maybe sent and is left alone until a person asks', async (t) => {
    const { work, clock, mails, ledger, store, reports } = await withMails(t);
    await work();
    clock.set(SOON_AFTER);
    await reports.work[0]?.run({ db: store.db, signal: t.signal }, t.signal);
    await store.db
      .updateTable('report_deliveries')
      .set({ state: 'sending', attempt: '00000000-0000-4000-8000-000000000000' })
      .execute();
    await work();
    await work();
    assert.deepEqual([mails.mails.length, (await ledger())[0]?.state], [0, 'maybe_sent']);
    await reports.request({ report: 'monthly' }, TESTER);
    await work();
    assert.deepEqual([mails.mails.length, (await ledger())[0]?.state], [1, 'sent']);
  });

  test('nothing is sent with figures of an outage: the report waits for its source', async (t) => {
    const { work, clock, mails, ledger, log } = await withMails(t);
    await work();
    clock.set(SOON_AFTER);
    const read = t.mock.method(counters.database, 'read', () => Promise.reject(new Error('away')));
    await work();
    read.mock.restore();
    assert.equal(mails.mails.length, 0);
    const [line] = await ledger();
    assert.equal(line?.state, 'pending');
    assert.match(line?.error?.fr ?? '', /Les chiffres n’ont pas pu être lus/);
    assert.match(log.text(), /a report could not be made/);
    await work();
    assert.equal(mails.mails.length, 1);
  });

  test('a person may not ask for an unknown report, enterprise or due time', async (t) => {
    const { reports } = await withMails(t, { now: SOON_AFTER });
    const actor = actorOf(SYSTEM_ACCESS);
    const request = (wanted: object) => reports.request({ report: 'monthly', ...wanted }, actor);
    await assert.rejects(request({ report: 'yearly' }), { code: 'not_found', message: /they have: monthly/ });
    await assert.rejects(request({ enterprise: 'APRIL' }), { code: 'not_found' });
    await assert.rejects(request({ dueAt: new Date('2024-09-01T05:00:00Z') }), { code: 'parameter_invalid' });
    await assert.rejects(request({ dueAt: new Date('2024-08-01T05:00:01Z') }), { code: 'parameter_invalid' });
    const preview = await reports.preview({ report: 'Monthly', enterprise: 'BASH' }, t.signal);
    assert.equal(preview.subject, 'Fréquentation de BASH – juillet 2024');
    assert.match(preview.html, /src="data:image\/png;base64,/);
  });
});
