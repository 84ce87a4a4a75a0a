import { webAddress } from '../../config/environment/variable-types.ts';
import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { WrongValue } from '../../domain/wrong-value.ts';
import { decode } from '../../schemas/findings.ts';
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

const invalid = (text: LocalizedText): VigieError => new VigieError('invalid_request', text);

/** Checks and completes the settings. @throws {VigieError} `invalid_request` */
export function completeSettings(given: NewConnection, replaced: StoredConnection | undefined): ConnectionSettings {
  const { name, secret } = given;
  if (!CONNECTION_NAME.test(name)) {
    throw invalid({
      fr: `« ${name} » ne peut être le nom d’une connexion : des lettres, chiffres, points, tirets et traits bas seulement, 63 au plus.`,
      en: `"${name}" cannot be the name of a connection: letters, digits, dots, dashes and underscores only, 63 at most.`,
    });
  }
  const kindName = given.kind ?? replaced?.kind;
  if (kindName === undefined) {
    const kinds = Object.keys(CONNECTION_KINDS).join(', ');
    throw invalid({
      fr: `Dites ce que « ${name} » relie : le genre est l’un de ${kinds}.`,
      en: `Say what "${name}" connects: the kind is one of ${kinds}.`,
    });
  }
  if (replaced !== undefined && replaced.kind !== kindName) {
    throw invalid({
      fr: `« ${name} » est une connexion à ${replaced.kind}. Supprimez-la d’abord, ou choisissez un autre nom.`,
      en: `"${name}" is a connection to ${replaced.kind}. Remove it first, or choose another name.`,
    });
  }
  if (!/^[\x21-\x7e]{1,8192}$/.test(secret)) {
    throw invalid({
      fr: 'La clé d’API doit être faite de caractères ASCII imprimables, sans espace. A-t-elle été copiée entière, et seule ?',
      en: 'The API key must be printable ASCII characters without spaces. Was all of it copied, and only it?',
    });
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
    throw invalid({
      fr: `${label} n’a pas d’adresse commune : donnez celle de ce compte, p. ex. https://exemple.odoo.com.`,
      en: `${label} has no common address: give the one of this account, e.g. https://example.odoo.com.`,
    });
  }
  try {
    return decode(webAddress, url);
  } catch (error) {
    if (error instanceof WrongValue) {
      throw invalid({ fr: `L’adresse ${error.text.fr}.`, en: `The address ${error.text.en}.` });
    }
    throw error;
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
    throw invalid({
      fr: `${label} se lit avec le nom de sa base : donnez-le.`,
      en: `${label} is read with the name of its database: give it.`,
    });
  }
  if (!hasDatabase && (database !== null || login !== null)) {
    throw invalid({
      fr: `${label} se lit avec sa seule clé : ni base ni utilisateur.`,
      en: `${label} is read with its key alone: it has neither database nor login.`,
    });
  }
  return { database, login };
}

/**
 * What a JSON Web Token says about its own end, by real time.
 * @returns one sentence when it ends within 30 days
 * @throws {VigieError} `invalid_request` when it has ended
 */
export function keyWarnings(secret: string): LocalizedText[] {
  const expiresAt = readJwt(secret)?.expiresAt ?? null;
  if (expiresAt === null) {
    return [];
  }
  const day = expiresAt.toISOString().slice(0, 10);
  const leftMs = expiresAt.getTime() - Date.now();
  if (leftMs <= 0) {
    throw invalid({
      fr: `La clé d’API a expiré le ${day} : faites-en une nouvelle.`,
      en: `The API key expired on ${day}: make a new one.`,
    });
  }
  const days = Math.floor(leftMs / DAY_MS);
  return leftMs <= KEY_WARNING_DAYS * DAY_MS
    ? [
        {
          fr: `La clé d’API expire dans ${days} jours (${day}) : faites-en une nouvelle avant, et donnez-la avec --replace.`,
          en: `The API key expires in ${days} days (${day}): make a new one before, and give it with --replace.`,
        },
      ]
    : [];
}
