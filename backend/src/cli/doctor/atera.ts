import type { Environment } from '../../config/environment.ts';
import { type AteraClient, createAteraClient } from '../../integrations/atera/client.ts';
import { AteraError } from '../../integrations/atera/error.ts';
import { VERSION } from '../../version.ts';
import { type Check, failed, ok, warning } from './check.ts';

const DAY_MS = 86_400_000;
const KEY_WARNING_DAYS = 30;
/** Readings start five minutes before the last one: a clock that is wrong by more would lose changes. */
const SKEW_WARNING_MS = 60_000;

const ADVICE: Partial<Record<AteraError['kind'], string>> = {
  unauthorized: 'Make a new API key in Atera (Admin > API) and give it as ATERA_API_KEY.',
  forbidden: 'Give the API key the right to read tickets, alerts and customers, and check its allowed addresses.',
  rate_limited: 'Something else uses the account too: lower ATERA_REQUESTS_PER_MINUTE.',
  unavailable: "Check ATERA_URL and this machine's way to it (name, firewall, proxy).",
  timeout: "Check ATERA_URL and this machine's way to it (name, firewall, proxy).",
  not_found: 'Check ATERA_URL: no Atera API answers there.',
  invalid_answer: 'Check ATERA_URL: something else than Atera answers there.',
};

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
      return [failed('atera', error.message, ADVICE[error.kind]), ...checkKey(client)];
    }
    throw error;
  } finally {
    await client.close();
  }
}

async function checkAccount(client: AteraClient, url: string): Promise<Check> {
  const { companyName } = await client.account({ priority: 'refresh' });
  return ok('atera', `${url} takes the key${companyName === null ? '' : ` of ${companyName}`}.`);
}

function checkKey({ keyExpiresAt }: AteraClient): Check[] {
  if (keyExpiresAt === null) {
    return [];
  }
  const days = Math.floor((keyExpiresAt.getTime() - Date.now()) / DAY_MS);
  const day = keyExpiresAt.toISOString().slice(0, 10);
  if (days < KEY_WARNING_DAYS) {
    const when = days < 0 ? 'has expired' : `expires in ${days} days`;
    return [
      warning('atera key', `The API key ${when} (${day}).`, 'Make a new one in Atera (Admin > API) before that.'),
    ];
  }
  return [ok('atera key', `The API key is valid until ${day}.`)];
}

async function checkClock(client: AteraClient): Promise<Check[]> {
  const { serverDate, readAt } = await client.openAlertsPage({ page: 1 }, { priority: 'refresh' });
  if (serverDate === null) {
    return [];
  }
  const skewMs = Math.abs(serverDate.getTime() - readAt.getTime());
  const seconds = Math.round(skewMs / 1000);
  return skewMs > SKEW_WARNING_MS
    ? [warning('clock', `This machine's clock and Atera's differ by ${seconds} s.`, 'Synchronise the clock (NTP).')]
    : [ok('clock', `This machine's clock agrees with Atera's (${seconds} s).`)];
}
