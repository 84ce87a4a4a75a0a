import { isIP } from 'node:net';

import { parseCountersUrl } from '../../counters/connection/url.ts';
import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { WrongValue } from '../../domain/wrong-value.ts';
import { decodeBase64, parseSecretKey } from '../../identity/secret-key.ts';
import { parseSender } from '../../reports/mail/sender.ts';
import { parseSmtpUrl } from '../../reports/mail/smtp-address.ts';
import { parsed } from '../../schemas/types.ts';
import { postgresServers } from '../../store/driver/postgres/servers.ts';

/**
 * What one environment variable may hold: a text, and what it means. What is expected stands in English in `docs/configuration.md`;
 * sentences never hold the value, which may be a secret.
 */
export type VariableType<T> = ReturnType<typeof parsed<T>>;

/** Any text. */
export const text = parsed({ fr: 'un texte', en: 'a text' }, (raw) => raw);

/** What a listener can bind: a name or an address, without anything around it. */
export const hostName = parsed({ fr: 'un nom d’hôte ou une adresse IP', en: 'a host name or an IP address' }, (raw) => {
  if (isIP(raw) === 0 && !/^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_.])?$/i.test(raw)) {
    throw new WrongValue({
      fr: 'doit être un nom d’hôte ou une adresse IP seuls, comme 127.0.0.1 : ni schéma, ni port, ni crochets',
      en: 'must be a host name or an IP address alone, such as 127.0.0.1: no scheme, port or brackets',
    });
  }
  return raw;
});

/** A whole number within bounds. */
export function integer(minimum: number, maximum: number): VariableType<number> {
  return parsed(
    { fr: `un nombre entier de ${minimum} à ${maximum}`, en: `a whole number from ${minimum} to ${maximum}` },
    (raw) => {
      const value = Number(raw);
      return /^\d+$/.test(raw) && value >= minimum && value <= maximum ? value : undefined;
    }
  );
}

/** A TCP port; 0 lets the system choose a free one. */
export const port = integer(0, 65_535);

/** One of a few words. */
export function choice<const T extends string>(...values: readonly T[]): VariableType<T> {
  const words = values.join(', ');
  return parsed({ fr: `l’un de ${words}`, en: `one of ${words}` }, (raw) => values.find((known) => known === raw));
}

/** `1` or `0`, and the usual words for them. */
export const flag = parsed({ fr: '1 ou 0', en: '1 or 0' }, (raw) => {
  const word = raw.toLowerCase();
  if (word === '1' || word === 'true') {
    return true;
  }
  if (word === '0' || word === 'false') {
    return false;
  }
  return undefined;
});

/** A web address without trailing slash. Credentials do not belong into it: addresses are logged. */
export const webAddress = parsed(
  { fr: 'une adresse http:// ou https://', en: 'an http:// or https:// address' },
  (raw) => {
    const url = URL.parse(raw);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
      return undefined;
    }
    if (url.username !== '' || url.password !== '') {
      throw new WrongValue({
        fr: 'ne doit porter ni utilisateur ni mot de passe',
        en: 'must not carry a user name or password',
      });
    }
    return raw.replace(/\/+$/, '');
  }
);

/** The address of a PostgreSQL database. */
export const postgresAddress = parsed({ fr: 'une adresse postgres://', en: 'a postgres:// address' }, (raw) => {
  postgresServers(raw);
  return raw;
});

/** The address of the counters database. */
export const countersAddress = parsed(
  { fr: 'une adresse mysql://, ou pglite: avec un dossier', en: 'a mysql:// address, or pglite: with a folder' },
  (raw) => {
    try {
      parseCountersUrl(raw);
    } catch (error) {
      if (error instanceof VigieError) {
        // The caller names the variable.
        const continued = (text: string): string => text.replace(/^COUNTERS_URL (.*)\.$/, '$1');
        throw new WrongValue({ fr: continued(error.text.fr), en: continued(error.text.en) }, { cause: error });
      }
      throw error;
    }
    return raw;
  }
);

/** A share of all. */
export const share = parsed({ fr: 'un nombre de 0 à 1', en: 'a number from 0 to 1' }, (raw) => {
  const value = Number(raw);
  if (!/^\d*\.?\d+$/.test(raw) || value > 1) {
    throw new WrongValue({
      fr: 'doit être un nombre de 0 à 1, p. ex. 0.1',
      en: 'must be a number from 0 to 1, e.g. 0.1',
    });
  }
  return value;
});

/**
 * Headers for a collector of traces, as OpenTelemetry writes them in one variable (its specification, "OpenTelemetry Protocol
 * Exporter": W3C Baggage without metadata).
 */
export const headerList = parsed(
  {
    fr: 'des paires `nom=valeur` entre virgules, valeurs encodées',
    en: '`name=value` pairs between commas, values percent-encoded',
  },
  (raw) => Object.fromEntries(raw.split(',').map((pair, index) => headerOf(pair, index + 1)))
);

function headerOf(pair: string, place: number): [string, string] {
  const [, name, encoded = ''] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
  const value = decoded(encoded);
  if (name === undefined || value === undefined || !/^[\x20-\x7e]*$/.test(value)) {
    const example = 'Authorization=Bearer%20…';
    throw new WrongValue({
      fr: `doit contenir des en-têtes nom=valeur entre virgules, encodés (${example}) : le numéro ${place} n’en est pas un`,
      en: `must hold headers as name=value between commas, percent-encoded (${example}): number ${place} is none`,
    });
  }
  return [name, value];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A mail server. */
export const smtpAddress = parsed(
  { fr: 'une adresse smtp:// ou smtps://', en: 'an smtp:// or smtps:// address' },
  parseSmtpUrl
);

/** An e-mail address, with a name or without. */
export const mailSender = parsed(
  {
    fr: 'une adresse e-mail, seule ou sous la forme `Nom <adresse>`',
    en: 'an e-mail address, alone or as `Name <address>`',
  },
  (raw) => {
    const sender = parseSender(raw);
    if (sender === undefined) {
      throw new WrongValue({
        fr: 'doit être une adresse e-mail, seule ou sous la forme Nom <adresse>',
        en: 'must be an e-mail address, alone or as Name <address>',
      });
    }
    return sender;
  }
);

/** An instant with its offset, so that it means the same everywhere. */
export const instant = parsed(
  {
    fr: 'un instant ISO avec son décalage, p. ex. 2024-07-23T08:00:00Z',
    en: 'an ISO instant with its offset, e.g. 2024-07-23T08:00:00Z',
  },
  (raw) => {
    const date = new Date(raw);
    if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(raw) || Number.isNaN(date.getTime())) {
      return undefined;
    }
    return date;
  }
);

/** A key of AES-256. */
export const secretKey = parsed({ fr: '32 octets en base64', en: '32 bytes in base64' }, (raw) => {
  const key = parseSecretKey(raw);
  if (key === undefined) {
    const form = formOf(raw);
    throw new WrongValue({
      fr: `doit être 32 octets en base64, et ceci est ${form.fr} : faites-en une avec « openssl rand -base64 32 »`,
      en: `must be 32 bytes in base64, and this is ${form.en}: make one with "openssl rand -base64 32"`,
    });
  }
  return key;
});

/** What a text looks like that is no key, without a letter of it. */
function formOf(raw: string): LocalizedText {
  if (/^[0-9a-f]{64}$/i.test(raw)) {
    return { fr: 'de l’hexadécimal', en: 'hexadecimal' };
  }
  const bytes = decodeBase64(raw);
  return bytes === undefined
    ? { fr: 'autre chose que du base64', en: 'not base64' }
    : { fr: `long de ${bytes.length} octets`, en: `${bytes.length} bytes` };
}

/** A text of a least length that fits into an HTTP header. */
export function headerText(minimumLength: number): VariableType<string> {
  const expected = {
    fr: `au moins ${minimumLength} caractère${minimumLength === 1 ? '' : 's'} ASCII imprimable${minimumLength === 1 ? '' : 's'}, sans espace`,
    en: `at least ${minimumLength} printable ASCII characters without spaces`,
  };
  return parsed(expected, (raw) => {
    if (raw.length < minimumLength || !/^[\x21-\x7e]+$/.test(raw)) {
      throw new WrongValue({ fr: `doit contenir ${expected.fr}`, en: `must hold ${expected.en}` });
    }
    return raw;
  });
}
