import type { CountersDatabase } from '../../../backend/src/counters/connection/database.ts';
import { openCounters } from '../../../backend/src/counters/connection/open-database.ts';
import { queryDataset } from '../support/datasets.ts';
import { expect, type StackAddresses, test } from '../support/fixtures.ts';
import { readMails, RECIPIENTS } from '../support/mailbox.ts';
import { readMessages } from '../support/messages.ts';
import { panel } from '../support/panels.ts';
import { firingInstances } from './alerts.ts';

const ZERO = 'Compteur à zéro';
/** Rules of the tests are evaluated every 10 seconds (see global-setup.ts). */
const EVALUATED = { timeout: 60_000 };

/** 0 as long as the rule has not been evaluated. */
function firingCount(stack: StackAddresses): Promise<number> {
  return firingInstances(stack, ZERO).then(
    ({ length }) => length,
    () => 0
  );
}

test('Grafana fires one alert for each counter at zero, with its sentence, and none for the others', async ({
  page,
  stack,
}) => {
  const states = await queryDataset(stack, 'counters.alert_states', { kind: 'zero' });
  const expected = states.filter(({ value }) => value === 1);
  expect(expected.length).toBeGreaterThan(0);
  expect(expected.length).toBeLessThan(states.length);
  await expect.poll(() => firingCount(stack), EVALUATED).toBe(expected.length);

  for (const { labels, summary } of await firingInstances(stack, ZERO)) {
    const { enterprise, code, city } = labels;
    expect(expected).toContainEqual(expect.objectContaining({ enterprise, code, city }));
    expect(summary).toMatch(
      new RegExp(`^Le compteur de l'entreprise ${enterprise?.trim() ?? ''} a fait 0 entrée le \\d\\d/\\d\\d/\\d{4}$`)
    );
  }

  const fired = (await firingInstances(stack, ZERO)).map(({ labels }) => `${labels.enterprise} ${labels.code}`);
  const verdicts = await queryDataset(stack, 'counters.verdicts');
  for (const quiet of ['ignored', 'closed', 'no_data', 'counted']) {
    const sites = verdicts.filter(({ verdict }) => verdict === quiet);
    expect(sites.filter(({ enterprise, code }) => fired.includes(`${String(enterprise)} ${String(code)}`))).toEqual([]);
  }

  await page.goto('/d/vigie-alerts?kiosk');
  const list = panel(page, 'Alertes en cours dans Grafana');
  await expect(list).toContainText(ZERO);
  for (const { enterprise, message } of await queryDataset(stack, 'counters.zero_alerts')) {
    const row = panel(page, 'Compteurs à zéro')
      .getByRole('row')
      .filter({ hasText: String(message) });
    await expect(row.first()).toContainText(String(enterprise));
  }
});

test('an enterprise gets one message that lists its shops', async ({ stack }) => {
  test.skip(!stack.messages, 'Nobody keeps the messages of this Grafana.');
  const silent = await queryDataset(stack, 'counters.alert_states', { kind: 'no_data' });
  const shops = Map.groupBy(
    silent.filter(({ value }) => value === 1),
    ({ enterprise }) => String(enterprise)
  );
  expect(Math.max(...[...shops.values()].map((each) => each.length))).toBeGreaterThan(1);
  for (const [enterprise, sites] of shops) {
    const subject = `[Vigie] Compteur muet · ${enterprise} : ${sites.length} en cours`;
    const received = () =>
      readMessages(stack.messages ?? '').then((all) => all.filter((each) => each.subject === subject));
    await expect.poll(() => received().then(({ length }) => length), EVALUATED).toBe(1);
    const lines = (await received())[0]?.text.split('\n').filter((line) => line.startsWith('- ')) ?? [];
    expect(lines).toHaveLength(sites.length);
    for (const { code } of sites) {
      expect(lines.filter((line) => line.startsWith(`- ${String(code)} · `))).toHaveLength(1);
    }
  }
});

test('each recipient gets a letter about a counter at zero, and nobody else gets any', async ({ stack }) => {
  test.skip(!stack.mails, 'Nobody keeps the letters of this Grafana.');
  const zero = await queryDataset(stack, 'counters.alert_states', { kind: 'zero' });
  const shops = Map.groupBy(
    zero.filter(({ value }) => value === 1),
    ({ enterprise }) => String(enterprise)
  );
  expect(shops.size).toBeGreaterThan(0);
  for (const [enterprise, sites] of shops) {
    const subject = `[Vigie] ${ZERO} · ${enterprise} : ${sites.length} en cours`;
    const letters = () => readMails(stack.mails ?? '').then((all) => all.filter((each) => each.subject === subject));
    await expect.poll(() => letters().then((all) => all.flatMap(({ to }) => to).sort()), EVALUATED).toEqual(RECIPIENTS);
    for (const { html } of await letters()) {
      expect(html.match(/ a fait 0 entrée le \d\d\/\d\d\/\d{4}/g)).toHaveLength(sites.length);
      expect(html).toContain('/d/vigie-alerts?orgId=1');
    }
  }
  const reached = (await readMails(stack.mails ?? '')).flatMap(({ to }) => to);
  expect([...new Set(reached)].sort()).toEqual(RECIPIENTS);
});

test('an alert ends by itself when entries arrive', async ({ stack }) => {
  test.skip(!stack.countersUrl, 'The embedded counters database is open to the backend alone.');
  await expect.poll(() => firingCount(stack), EVALUATED).toBeGreaterThan(0);
  const [first, ...others] = await firingInstances(stack, ZERO);
  const { enterprise, code } = first?.labels ?? {};
  const [day, month, year] = (/\d\d\/\d\d\/\d{4}$/.exec(first?.summary ?? '')?.[0] ?? '').split('/');

  const counters = await openCounters({ url: stack.countersUrl ?? '' });
  const row = {
    enterprise: enterprise ?? '',
    code: code ?? '',
    // Between two full hours, for which an hourly shop has rows already.
    day_date: `${year}-${month}-${day} 12:30:00`,
    count: 25,
  };
  await counters.write((db) => db.insertInto('counting').values(row).execute());
  await counters.close();

  await expect.poll(() => firingInstances(stack, ZERO), EVALUATED).toEqual(others);
});

test('a till that falls silent while its shop is open is reported on the same day, until rows come', async ({
  stack,
}) => {
  test.skip(!stack.countersUrl, 'The embedded counters database is open to the backend alone.');
  const counters = await openCounters({ url: stack.countersUrl ?? '' });
  const shop = { enterprise: 'BASH', code: 'SILENT' };
  const firing = () => firingInstances(stack, 'Compteur muet aujourd’hui').then((all) => all.filter(isOf(shop.code)));
  try {
    await silenceAtEleven(counters, shop);
    await expect
      .poll(() => firing().then((all) => all.map(({ summary }) => summary)), EVALUATED)
      .toEqual(["Le compteur de l'entreprise BASH (SILENT, Paris) n'envoie plus rien depuis 11 h"]);
    const states = await queryDataset(stack, 'counters.alert_states', { kind: 'silent_today' });
    const daily = await queryDataset(stack, 'counters.today');
    const never = daily
      .filter(({ hourly }) => hourly === false)
      .map(({ code, enterprise }) => `${String(enterprise)} ${String(code)}`);
    expect(never.length).toBeGreaterThan(0);
    expect(
      states.filter((row) => row.value === 1 && never.includes(`${String(row.enterprise)} ${String(row.code)}`))
    ).toEqual([]);

    await counters.write((db) =>
      db
        .insertInto('counting')
        .values({ ...shop, day_date: `${localDay()} ${LOCAL_HOUR}:00:00`, count: 3 })
        .execute()
    );
    await expect.poll(() => firing().then(({ length }) => length), EVALUATED).toBe(0);
  } finally {
    await counters.write(async (db) => {
      await db.deleteFrom('counting').where('code', '=', shop.code).execute();
      await db.deleteFrom('sites').where('code', '=', shop.code).execute();
    });
    await counters.close();
  }
});

const isOf = (code: string) => (instance: { labels: Record<string, string | undefined> }) =>
  instance.labels.code === code;

/** The hour on the clocks of the zone that {@link zone} finds, whatever time it is here. */
const LOCAL_HOUR = 15;

/** A time zone without summer time in which it is between three and four in the afternoon now. */
function zone(): string {
  const ahead = LOCAL_HOUR - new Date().getUTCHours();
  const offset = ahead > 12 ? ahead - 24 : ahead;
  // The signs of these names are the other way round.
  return `Etc/GMT${offset > 0 ? '-' : '+'}${Math.abs(offset)}`;
}

function localDay(daysAgo = 0): string {
  const now = Date.now() - daysAgo * 86_400_000;
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone() }).format(now);
}

/** A shop with four weeks of hours, and without any since 11:00 of its today. */
async function silenceAtEleven(counters: CountersDatabase, shop: { enterprise: string; code: string }): Promise<void> {
  const times = { open: '2000-01-01 09:00:00', close: '2000-01-01 19:00:00', timezone: zone() };
  const rows = Array.from({ length: 29 }, (_, daysAgo) => daysAgo).flatMap((daysAgo) =>
    Array.from({ length: daysAgo === 0 ? 2 : 10 }, (_, index) => ({
      ...shop,
      day_date: `${localDay(daysAgo)} ${String(9 + index).padStart(2, '0')}:00:00`,
      count: 12,
    }))
  );
  await counters.write(async (db) => {
    const site = {
      ...shop,
      city: 'Paris',
      country: 'Belgique',
      ip_till: null,
      ignore: 0,
      ignore_reason: null,
      last_update: null,
    };
    await db
      .insertInto('sites')
      .values({ ...site, ...times })
      .execute();
    await db.insertInto('counting').values(rows).execute();
  });
}
