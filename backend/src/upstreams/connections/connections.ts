import { randomBytes } from 'node:crypto';

import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Actor } from '../../identity/actor.ts';
import { requireKey } from '../../identity/require-key.ts';
import type { Keyring } from '../../identity/secret-key.ts';
import { UnreadableSecretError } from '../../identity/secrets.ts';
import { hashToken } from '../../identity/token-format.ts';
import { resealSigningKey } from '../../screens/signing-key.ts';
import type { StoreDatabase } from '../../store/schema.ts';
import {
  findConnection,
  removeConnection,
  type RemovedRows,
  resealConnections,
  saveConnection,
  type StoredConnection,
} from '../../store/settings/connections.ts';
import { calledWebhook, removeWebhook, saveWebhook } from '../../store/settings/webhooks.ts';
import { checkConnection, requireAnswer } from './check.ts';
import { connectionRecords } from './connection-record.ts';
import { openCredentials, sealCredentials, tryOpenCredentials, unreadableText } from './credentials.ts';
import { type ConnectionDescription, describeConnections, type DescribeOptions } from './describe.ts';
import { CONNECTION_KINDS, type ConnectionSettings } from './kinds.ts';
import { completeSettings, keyWarnings, type NewConnection } from './new-connection.ts';
import { explainUnqualifiedIds } from './unqualified-ids.ts';

export interface ConnectionsOptions extends DescribeOptions {
  db: StoreDatabase;
  keyring: Keyring;
  /** `VIGIE_RULES`, to tell lines of. */
  rulesFile?: string | undefined;
  /** Those of the environment; they go before those of the store. */
  environment: readonly ConnectionSettings[];
}

/** How a connection answered. */
export interface ConnectionTest {
  ok: boolean;
  /** What is so, in a sentence. */
  text: LocalizedText;
  warnings: LocalizedText[];
}

/**
 * The upstream accounts, those of the environment and those added by hand. Credentials go in and never come out. What
 * changes them is recorded in the audit, in the same transaction.
 */
export interface Connections {
  /** All connections, by name; what is read from each is in its state. */
  list(): Promise<ConnectionDescription[]>;
  /**
   * Tests a connection and stores it with its credentials encrypted.
   * @throws {VigieError} `invalid_request` or `source_unavailable`; then nothing was stored or changed
   */
  add(connection: NewConnection, actor: Actor): Promise<ConnectionTest>;
  /** Asks the upstream. @throws {VigieError} `not_found` for an unknown name */
  test(name: string): Promise<ConnectionTest>;
  /** Deletes a connection and all that was read from it. @throws {VigieError} */
  remove(name: string, actor: Actor): Promise<RemovedRows>;
  /** Makes the connection's webhook, whose address is shown this once; the one it had ends. @throws {VigieError} */
  createWebhook(name: string, actor: Actor): Promise<{ path: string }>;
  /** @throws {VigieError} `not_found` */
  removeWebhook(name: string, actor: Actor): Promise<void>;
  /** The connection whose webhook was called with this secret. */
  calledBy(secret: string): Promise<string | undefined>;
  /**
   * Encrypts all that is stored encrypted (credentials, and the key of the screens' links) with the current key, in one
   * transaction.
   * @throws {VigieError} `invalid_request` when one cannot be opened; then nothing was changed
   */
  rotateSecrets(actor: Actor): Promise<{ keyId: string; reencrypted: number }>;
}

const invalid = (text: LocalizedText, cause?: unknown): VigieError =>
  new VigieError('invalid_request', text, { cause });

export function createConnections(options: ConnectionsOptions): Connections {
  const { db, keyring } = options;
  const reserved = new Map(options.environment.map((settings) => [settings.name, settings]));

  /** Settings with credentials of any connection, or why the latter cannot be opened. */
  async function settingsOf(name: string): Promise<ConnectionSettings | { problem: LocalizedText }> {
    const settings = reserved.get(name);
    if (settings !== undefined) {
      return settings;
    }
    const stored = await storedOf(name);
    const credentials = tryOpenCredentials(keyring, stored);
    return 'problem' in credentials ? { problem: credentials.problem.text } : { ...stored, ...credentials };
  }

  /** A second account of a kind would turn ids that name no account ambiguous: the rules come first. */
  async function requireQualifiedIds(added: ConnectionSettings): Promise<void> {
    const connected = [...(await describeConnections(options)), added];
    const unqualified = await explainUnqualifiedIds(options.rules, options.rulesFile, connected);
    if (unqualified.length > 0) {
      throw invalid({
        fr:
          `Rien n’a été enregistré : avec « ${added.name} », les règles confondraient des identifiants. Corrigez-les, redémarrez ` +
          `Vigie, puis ajoutez-la. ${unqualified.map(({ fr }) => fr).join(' ')}`,
        en:
          `Nothing was stored: with "${added.name}" the rules would mix ids up. Correct them, start Vigie again, then add it. ` +
          unqualified.map(({ en }) => en).join(' '),
      });
    }
  }

  async function storedOf(name: string): Promise<StoredConnection> {
    const stored = await findConnection(db, name);
    if (stored === undefined) {
      throw unknownConnection(name);
    }
    return stored;
  }

  return {
    list: () => describeConnections(options),

    async add(given, actor) {
      const { name, replace = false } = given;
      if (reserved.has(name)) {
        throw invalid({
          fr: `Les variables d’environnement de Vigie font déjà une connexion nommée « ${name} ». Choisissez un autre nom, ou retirez-les.`,
          en: `The environment variables of Vigie already make a connection named "${name}". Choose another name, or remove them.`,
        });
      }
      const key = requireKey(keyring);
      const existing = await findConnection(db, name);
      if (existing !== undefined && !replace) {
        throw alreadyThere(name);
      }
      const settings = completeSettings(given, existing);
      await requireQualifiedIds(settings);
      const warnings = keyWarnings(settings.secret);
      const { text, keyExpiresAt } = await requireAnswer(settings);
      const added = { ...settings, secret: sealCredentials(key, settings, settings.secret), keyExpiresAt };
      await db.transaction().execute(async (transaction) => {
        const before = await findConnection(transaction, name, { lock: true });
        if (!(await saveConnection(transaction, added, { replace }))) {
          throw alreadyThere(name);
        }
        await connectionRecords(transaction, actor).added(before, added);
      });
      return { ok: true, text, warnings };
    },

    async test(name) {
      const settings = await settingsOf(name);
      return 'problem' in settings
        ? { ok: false, text: { fr: `${settings.problem.fr}.`, en: `${settings.problem.en}.` }, warnings: [] }
        : checkConnection(settings);
    },

    remove: (name, actor) =>
      db.transaction().execute(async (transaction) => {
        const isReserved = reserved.has(name);
        const before = await findConnection(transaction, name, { lock: true });
        const removed = await removeConnection(transaction, name, { readings: !isReserved });
        if (removed === undefined) {
          throw isReserved
            ? invalid({
                fr: `« ${name} » vient des variables d’environnement de Vigie : retirez-les, puis redémarrez Vigie.`,
                en: `"${name}" comes from the environment variables of Vigie: remove them, and start Vigie again.`,
              })
            : unknownConnection(name);
        }
        await connectionRecords(transaction, actor).removed(name, before, removed);
        return removed;
      }),

    async createWebhook(name, actor) {
      const { kind } = reserved.get(name) ?? (await storedOf(name));
      const { label, hasWebhooks } = CONNECTION_KINDS[kind];
      if (!hasWebhooks) {
        throw invalid({
          fr: `« ${name} » est une connexion à ${label}, qui n’a pas de webhook ici.`,
          en: `"${name}" is a connection to ${label}, which has no webhooks here.`,
        });
      }
      const secret = randomBytes(32).toString('base64url');
      await db.transaction().execute(async (transaction) => {
        await saveWebhook(transaction, name, hashToken(secret));
        await connectionRecords(transaction, actor).webhookMade(name);
      });
      return { path: `/v1/webhooks/${kind}/${secret}` };
    },

    removeWebhook: (name, actor) =>
      db.transaction().execute(async (transaction) => {
        if (!(await removeWebhook(transaction, name))) {
          throw new VigieError('not_found', {
            fr: `« ${name} » n’a pas de webhook. « vigie connections list » montre lesquelles en ont un.`,
            en: `"${name}" has no webhook. "vigie connections list" shows which have one.`,
          });
        }
        await connectionRecords(transaction, actor).webhookRemoved(name);
      }),

    calledBy: (secret) => calledWebhook(db, hashToken(secret)),

    async rotateSecrets(actor) {
      const key = requireKey(keyring);
      const reencrypted = await db.transaction().execute(async (transaction) => {
        const credentials = await resealConnections(transaction, (stored) =>
          stored.secret.keyId === key.id ? undefined : sealCredentials(key, stored, openForRotation(keyring, stored))
        );
        const changed = credentials + (await resealSigningKey(transaction, keyring, key));
        await connectionRecords(transaction, actor).secretsRotated(key.id, changed);
        return changed;
      });
      return { keyId: key.id, reencrypted };
    },
  };
}

function openForRotation(keyring: Keyring, stored: StoredConnection): string {
  try {
    return openCredentials(keyring, stored);
  } catch (error) {
    if (error instanceof UnreadableSecretError) {
      const { fr, en } = unreadableText(stored.name, error);
      throw invalid(
        {
          fr: `${fr}. Donnez l’ancienne clé dans VIGIE_SECRET_KEY_PREVIOUS. Rien n’a été modifié.`,
          en: `${en}. Give the old key as VIGIE_SECRET_KEY_PREVIOUS. Nothing was changed.`,
        },
        error
      );
    }
    throw error;
  }
}

function alreadyThere(name: string): VigieError {
  return invalid({
    fr: `Il y a déjà une connexion nommée « ${name} ». Choisissez un autre nom, ou remplacez-la (--replace).`,
    en: `There is a connection named "${name}" already. Choose another name, or replace it (--replace).`,
  });
}

function unknownConnection(name: string): VigieError {
  return new VigieError('not_found', {
    fr: `Aucune connexion ne se nomme « ${name} ». « vigie connections list » les montre toutes.`,
    en: `There is no connection named "${name}". "vigie connections list" shows all.`,
  });
}
