import type { Environment } from '../../config/environment/environment.ts';
import { VERSION } from '../../main/version.ts';
import { type AteraClient, createAteraClient } from '../../upstreams/atera/client.ts';
import { AteraError } from '../../upstreams/atera/error.ts';
import { type Check, failed, ok, warning } from '../check.ts';
import { ATERA_ADVICE, UPSTREAM_TEXTS as TEXTS } from '../texts/upstream.ts';
import { daysUntil, isoDay, NEAR_DAYS } from './expiry.ts';

/** Readings start five minutes before the last one: a clock that is wrong by more would lose changes. */
const SKEW_WARNING_MS = 60_000;

/** Asks Atera itself: is it there, does it take the key, do the clocks agree? Says nothing where the environment has none. */
export async function checkAtera({ atera }: Environment): Promise<Check[]> {
  if (atera.apiKey === undefined) {
    return [];
  }
  const client = createAteraClient({
    name: 'doctor',
    url: atera.url,
    apiKey: atera.apiKey,
    requestsPerMinute: atera.requestsPerMinute,
    userAgent: `vigie/${VERSION}`,
    resilience: { attempts: 1 },
  });
  try {
    return [await checkAccount(client, atera.url), ...checkKey(client), ...(await checkClock(client))];
  } catch (error) {
    if (error instanceof AteraError) {
      return [failed('atera', TEXTS.fails(error), ATERA_ADVICE[error.kind]), ...checkKey(client)];
    }
    throw error;
  } finally {
    await client.close();
  }
}

async function checkAccount(client: AteraClient, url: string): Promise<Check> {
  const { companyName } = await client.account({ priority: 'refresh' });
  return ok('atera', TEXTS.ateraTakes(url, companyName));
}

function checkKey({ keyExpiresAt }: AteraClient): Check[] {
  if (keyExpiresAt === null) {
    return [];
  }
  const days = daysUntil(keyExpiresAt);
  const day = isoDay(keyExpiresAt);
  return [
    days <= NEAR_DAYS
      ? warning('atera key', TEXTS.keyEnds(day, days), TEXTS.newAteraKey())
      : ok('atera key', TEXTS.keyValid(day)),
  ];
}

async function checkClock(client: AteraClient): Promise<Check[]> {
  const { serverDate, readAt } = await client.openAlertsPage({ page: 1 }, { priority: 'refresh' });
  if (serverDate === null) {
    return [];
  }
  const skewMs = Math.abs(serverDate.getTime() - readAt.getTime());
  const seconds = Math.round(skewMs / 1000);
  return skewMs > SKEW_WARNING_MS
    ? [warning('clock', TEXTS.skew(seconds), TEXTS.synchronise())]
    : [ok('clock', TEXTS.agrees(seconds))];
}
