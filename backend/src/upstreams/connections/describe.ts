import { SYSTEM_ACCESS } from '../../domain/access/system-access.ts';
import type { Clock } from '../../domain/clock/clock.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Keyring } from '../../identity/secret-key.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import { readConnections, type StoredSettings } from '../../store/settings/connections.ts';
import { readWebhooks } from '../../store/settings/webhooks.ts';
import { readSources, type SourceState } from '../../store/sources/source-states.ts';
import { readJwt } from '../values/jwt.ts';
import { tryOpenCredentials } from './credentials.ts';
import type { ConnectionSettings } from './kinds.ts';

/** A connection as lists show it: everything but its credentials. */
export interface ConnectionDescription extends StoredSettings {
  origin: 'environment' | 'store';
  /**
   * How its readings go; `unreadable` when its credentials cannot be decrypted, `hidden` when a connection of the
   * environment has the same name and is read in its place.
   */
  state: SourceState | 'unreadable' | 'hidden';
  /** Why the state is not `ok`, in a sentence. */
  problem: LocalizedText | null;
  keyExpiresAt: Date | null;
  webhook: { createdAt: Date; lastCalledAt: Date | null } | null;
}

export interface DescribeOptions {
  db: StoreDatabase;
  rules: Rules;
  clock: Clock;
  keyring: Keyring;
  environment: readonly ConnectionSettings[];
}

/** All connections, by name; those of the environment before those of the store. */
export async function describeConnections(options: DescribeOptions): Promise<ConnectionDescription[]> {
  const { db, rules, clock, keyring, environment } = options;
  const [stored, sources, webhooks] = await Promise.all([
    readConnections(db),
    readSources(db, rules, SYSTEM_ACCESS, clock.now()),
    readWebhooks(db),
  ]);
  const reading = (name: string): Pick<ConnectionDescription, 'state' | 'problem' | 'webhook'> => {
    const source = sources.find((one) => one.source === name);
    const webhook = webhooks.find(({ connection }) => connection === name);
    return {
      state: source?.state ?? 'reading',
      problem: source?.errorText ?? null,
      webhook: webhook === undefined ? null : { createdAt: webhook.createdAt, lastCalledAt: webhook.lastCalledAt },
    };
  };
  const fromEnvironment = environment.map((settings): ConnectionDescription => ({
    ...publicSettings(settings),
    origin: 'environment',
    keyExpiresAt: readJwt(settings.secret)?.expiresAt ?? null,
    ...reading(settings.name),
  }));
  const fromStore = stored.map((connection): ConnectionDescription => {
    const { keyExpiresAt } = connection;
    const base = { ...publicSettings(connection), origin: 'store' as const, keyExpiresAt };
    if (environment.some(({ name }) => name === connection.name)) {
      const problem = {
        fr: 'Des variables d’environnement font une connexion du même nom, qui est lue à sa place.',
        en: 'Environment variables make a connection of the same name, which is read in its place.',
      };
      return { ...base, state: 'hidden', problem, webhook: null };
    }
    const credentials = tryOpenCredentials(keyring, connection);
    return 'problem' in credentials
      ? { ...base, ...reading(connection.name), state: 'unreadable', problem: credentials.problem.text }
      : { ...base, ...reading(connection.name) };
  });
  return [...fromEnvironment, ...fromStore].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Field by field, so that credentials cannot slip through. */
function publicSettings({ name, kind, url, database, login, requestsPerMinute }: StoredSettings): StoredSettings {
  return { name, kind, url, database, login, requestsPerMinute };
}
