import { webAddress } from '../../config/environment/variable-types.ts';
import { VigieError } from '../../domain/errors.ts';
import type { SourceKind } from '../../store/schema.ts';
import type { StoredConnection, StoredSettings } from '../../store/settings/connections.ts';
import { readJwt } from '../values/jwt.ts';
import { CONNECTION_KINDS, type ConnectionSettings } from './kinds.ts';

/** What a person gives to add a connection. What is absent is taken from the one it replaces, else from the kind. */
export interface NewConnection {
  name: string;
  kind?: SourceKind;
  url?: string;
  database?: string;
  login?: string;
  requestsPerMinute?: number;
  /** The API key. */
  secret: string;
  replace?: boolean;
}

/** What a connection may be called: it stands in addresses, in the rules (`lyon-atera/101`) and on command lines. */
export const CONNECTION_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const DAY_MS = 86_400_000;
const KEY_WARNING_DAYS = 30;

const invalid = (message: string): VigieError => new VigieError('invalid_request', message);

/** Checks and completes the settings. @throws {VigieError} `invalid_request` */
export function completeSettings(given: NewConnection, replaced: StoredConnection | undefined): ConnectionSettings {
  const { name, secret } = given;
  if (!CONNECTION_NAME.test(name)) {
    throw invalid(
      `"${name}" cannot be the name of a connection: letters, digits, dots, dashes and underscores only, 63 at most.`
    );
  }
  const kindName = given.kind ?? replaced?.kind;
  if (kindName === undefined) {
    throw invalid(`Say what "${name}" connects: the kind is one of ${Object.keys(CONNECTION_KINDS).join(', ')}.`);
  }
  if (replaced !== undefined && replaced.kind !== kindName) {
    throw invalid(`"${name}" is a connection to ${replaced.kind}. Remove it first, or choose another name.`);
  }
  if (!/^[\x21-\x7e]{1,8192}$/.test(secret)) {
    throw invalid('The API key must be printable ASCII characters without spaces. Was all of it copied, and only it?');
  }
  const kind = CONNECTION_KINDS[kindName];
  return {
    name,
    kind: kindName,
    url: addressOf(given.url ?? replaced?.url ?? kind.defaultUrl, kind.label),
    ...databaseOf(given, replaced, kind),
    requestsPerMinute: given.requestsPerMinute ?? replaced?.requestsPerMinute ?? kind.defaultRequestsPerMinute,
    secret,
  };
}

function addressOf(url: string | undefined, label: string): string {
  if (url === undefined) {
    throw invalid(`${label} has no common address: give the one of this account, e.g. https://example.odoo.com.`);
  }
  try {
    return webAddress.parse(url);
  } catch (error) {
    throw invalid(`The address ${(error as Error).message}.`);
  }
}

function databaseOf(
  given: NewConnection,
  replaced: StoredConnection | undefined,
  { label, hasDatabase }: { label: string; hasDatabase: boolean }
): Pick<StoredSettings, 'database' | 'login'> {
  const database = given.database ?? replaced?.database ?? null;
  const login = given.login ?? replaced?.login ?? null;
  if (hasDatabase && database === null) {
    throw invalid(`${label} is read with the name of its database: give it.`);
  }
  if (!hasDatabase && (database !== null || login !== null)) {
    throw invalid(`${label} is read with its key alone: it has neither database nor login.`);
  }
  return { database, login };
}

/**
 * What a JSON Web Token says about its own end, by real time.
 * @returns one sentence when it ends within 30 days
 * @throws {VigieError} `invalid_request` when it has ended
 */
export function keyWarnings(secret: string): string[] {
  const expiresAt = readJwt(secret)?.expiresAt ?? null;
  if (expiresAt === null) {
    return [];
  }
  const day = expiresAt.toISOString().slice(0, 10);
  const leftMs = expiresAt.getTime() - Date.now();
  if (leftMs <= 0) {
    throw invalid(`The API key expired on ${day}: make a new one.`);
  }
  const days = Math.floor(leftMs / DAY_MS);
  return leftMs <= KEY_WARNING_DAYS * DAY_MS
    ? [`The API key expires in ${days} days (${day}): make a new one before, and give it with --replace.`]
    : [];
}
