import { setTimeout as sleep } from 'node:timers/promises';

import { ledgerOf, type WrittenShops } from '../../chaos/shops.ts';
import { shopTime } from '../../fixtures/counters/days.ts';
import { ENTERPRISES } from '../../fixtures/counters/world.ts';
import type { Random } from '../../simulators/shared/activity/random.ts';
import { ask } from '../asking.ts';
import type { RunLog } from '../log.ts';
import { LEDGER_ENTERPRISE, type SoakWorld } from '../world.ts';

const TICK_MS = 1_000;
const FEED_MS = 500;
const HINT_MS = 4_000;
const ACCOUNT_MS = 3_000;
/** Seldom: a world that grows would take more of everything by the end, and hide or feign a leak. */
const SHOP_MS = 10_000;

/** What was written, and what became of it. */
export interface Written {
  shops: WrittenShops;
  hints: number;
  accounts: number;
  /** Rows of the counters' feed that the database took. */
  counts: number;
  ticketChanges: number;
}

/** Tickets change, counters send, shops and accounts are added, tokens come and go, webhooks call. */
export async function writes(world: SoakWorld, log: RunLog, random: Random, over: AbortSignal): Promise<Written> {
  const shops = ledgerOf({ call: world.call, enterprise: LEDGER_ENTERPRISE }, SHOP_MS);
  const written = { hints: 0, accounts: 0, counts: 0, ticketChanges: 0 };
  const every = async (ms: number, work: () => Promise<void> | void): Promise<void> => {
    while (!over.aborted) {
      await work();
      await sleep(ms, undefined, { signal: over }).catch(() => undefined);
    }
  };
  const webhook = await webhookOf(world);
  const writing = shops.write();
  await Promise.all([
    every(TICK_MS, () => {
      const events = world.atera.world.tick();
      world.tickets.note(events.filter(({ type }) => !type.startsWith('alert')).map(({ id }) => id));
      world.odoo.world.tick();
      written.ticketChanges += events.length;
    }),
    every(FEED_MS, async () => {
      written.counts += Number(await sendCount(world, random));
    }),
    every(HINT_MS, async () => {
      written.hints += Number(await post(`${world.backend.url}${webhook}`, 202));
    }),
    every(ACCOUNT_MS, async () => {
      written.accounts += Number(await comeAndGo(world, log, written.accounts));
    }),
  ]);
  await writing.end();
  return { ...written, shops: await shops.judge() };
}

async function webhookOf({ call }: SoakWorld): Promise<string> {
  const { status, body } = await call<{ path: string }>('POST', '/v1/connections/atera/webhook');
  if (status !== 201) {
    throw new Error(`no webhook was made (${status}): ${JSON.stringify(body)}`);
  }
  return body.path;
}

/** A shop sends people of its own today, straight into the database, as the counters do. */
async function sendCount({ counters, feed }: SoakWorld, random: Random): Promise<boolean> {
  const site = random.pick(counters.sites);
  const { today } = shopTime(site, new Date());
  // No other row of this site and instant: its feed sends full hours.
  const time = `${twoDigits(random.int(0, 23))}:${twoDigits(random.int(1, 59))}:${twoDigits(random.int(1, 59))}`;
  const { enterprise, code } = site;
  const row = { enterprise, code, day_date: `${today} ${time}`, count: random.int(1, 20) };
  const acknowledge = counters.send(row);
  try {
    await feed.write((db) => db.insertInto('counting').values(row).execute());
    acknowledge();
    return true;
  } catch {
    // The database is away, or has this row already; the model then counts on neither.
    return false;
  }
}

/** An account is made in Grafana, which the app reports; a token is made, used, and dead as soon as it is revoked. */
async function comeAndGo(world: SoakWorld, log: RunLog, number: number): Promise<boolean> {
  const { call, backend } = world;
  const enterprise = ENTERPRISES[number % ENTERPRISES.length] ?? '';
  try {
    const account = await call('POST', '/v1/audit', {
      action: 'account.create',
      target: { login: `soak-${number}`, org: enterprise },
    });
    const made = await call<{ id: string; token: string }>('POST', '/v1/tokens', {
      name: `soak ${number}`,
      scopes: ['counters:read'],
      enterprises: [enterprise],
    });
    if (account.status !== 201 || made.status !== 201) {
      return false;
    }
    const statusNow = async () => {
      const now = Date.now();
      return (await ask(backend.url, made.body.token, [{ dataset: 'counters.enterprises' }], { from: now, to: now }))
        .status;
    };
    const before = await statusNow();
    const { status } = await call('DELETE', `/v1/tokens/${made.body.id}`);
    // A token that was not revoked for certain may be answered.
    const after = status === 204 ? await statusNow() : 401;
    const rightAfter = [401, 503].includes(after);
    log.check('a revoked token', rightAfter ? [] : [`is answered with ${after}, with ${before} before`]);
    return true;
  } catch {
    return false;
  }
}

async function post(url: string, wanted: number): Promise<boolean> {
  try {
    const response = await fetch(url, { method: 'POST', body: '{}', signal: AbortSignal.timeout(10_000) });
    await response.arrayBuffer();
    return response.status === wanted;
  } catch {
    return false;
  }
}

const twoDigits = (number: number): string => String(number).padStart(2, '0');
