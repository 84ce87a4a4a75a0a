import { isIP } from 'node:net';

import { parseCountersUrl } from '../../counters/connection/url.ts';
import { decodeBase64, parseSecretKey, type SecretKey } from '../../identity/secret-key.ts';
import { parseSender, type Sender } from '../../reports/mail/sender.ts';
import { parseSmtpUrl, type SmtpServer } from '../../reports/mail/smtp-address.ts';
import { postgresServers } from '../../store/driver/postgres/servers.ts';

/** What one environment variable may hold. `parse` throws an Error whose message names what is allowed, never the value of a secret. */
export interface VariableType<T> {
  /** What is allowed, for `docs/configuration.md`. */
  allowed: string;
  parse(raw: string): T;
}

/** Any text. */
export const text: VariableType<string> = { allowed: 'a text', parse: (raw) => raw };

/** What a listener can bind: a name or an address, without anything around it. */
export const hostName: VariableType<string> = {
  allowed: 'a host name or an IP address',
  parse(raw) {
    if (isIP(raw) === 0 && !/^[a-z0-9_]([a-z0-9_.-]{0,251}[a-z0-9_.])?$/i.test(raw)) {
      throw new Error('must be a host name or an IP address alone, such as 127.0.0.1: no scheme, port or brackets');
    }
    return raw;
  },
};

/** A whole number within bounds. */
export function integer(minimum: number, maximum: number): VariableType<number> {
  const allowed = `a whole number from ${minimum} to ${maximum}`;
  return {
    allowed,
    parse(raw) {
      const value = Number(raw);
      if (!/^\d+$/.test(raw) || value < minimum || value > maximum) {
        throw new Error(`must be ${allowed}`);
      }
      return value;
    },
  };
}

/** A TCP port; 0 lets the system choose a free one. */
export const port = integer(0, 65_535);

/** One of a few words. */
export function choice<const T extends string>(...values: readonly T[]): VariableType<T> {
  const allowed = `one of ${values.join(', ')}`;
  return {
    allowed,
    parse(raw) {
      const value = values.find((known) => known === raw);
      if (value === undefined) {
        throw new Error(`must be ${allowed}`);
      }
      return value;
    },
  };
}

/** `1` or `0`, and the usual words for them. */
export const flag: VariableType<boolean> = {
  allowed: '1 or 0',
  parse(raw) {
    const word = raw.toLowerCase();
    if (word === '1' || word === 'true') {
      return true;
    }
    if (word === '0' || word === 'false') {
      return false;
    }
    throw new Error('must be 1 or 0');
  },
};

/** A web address without trailing slash. Credentials do not belong into it: addresses are logged. */
export const webAddress: VariableType<string> = {
  allowed: 'an http:// or https:// address',
  parse(raw) {
    const url = URL.parse(raw);
    if (url === null || !['http:', 'https:'].includes(url.protocol)) {
      throw new Error('must be an http:// or https:// address');
    }
    if (url.username !== '' || url.password !== '') {
      throw new Error('must not carry a user name or password');
    }
    return raw.replace(/\/+$/, '');
  },
};

/** The address of a PostgreSQL database. */
export const postgresAddress: VariableType<string> = {
  allowed: 'a postgres:// address',
  parse(raw) {
    postgresServers(raw);
    return raw;
  },
};

/** The address of the counters database. */
export const countersAddress: VariableType<string> = {
  allowed: 'a mysql:// address, or pglite: with a folder',
  parse(raw) {
    try {
      parseCountersUrl(raw);
    } catch (error) {
      // The caller names the variable.
      throw new Error((error as Error).message.replace(/^COUNTERS_URL (.*)\.$/, '$1'), { cause: error });
    }
    return raw;
  },
};

/** A share of all. */
export const share: VariableType<number> = {
  allowed: 'a number from 0 to 1',
  parse(raw) {
    const value = Number(raw);
    if (!/^\d*\.?\d+$/.test(raw) || value > 1) {
      throw new Error('must be a number from 0 to 1, e.g. 0.1');
    }
    return value;
  },
};

/**
 * Headers for a collector of traces, as OpenTelemetry writes them in one variable (its specification, "OpenTelemetry Protocol
 * Exporter": W3C Baggage without metadata).
 */
export const headerList: VariableType<Record<string, string>> = {
  allowed: '`name=value` pairs between commas, values percent-encoded',
  parse: (raw) => Object.fromEntries(raw.split(',').map((pair, index) => headerOf(pair, index + 1))),
};

function headerOf(pair: string, place: number): [string, string] {
  const [, name, encoded = ''] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
  const value = decoded(encoded);
  if (name === undefined || value === undefined || !/^[\x20-\x7e]*$/.test(value)) {
    const example = 'Authorization=Bearer%20…';
    throw new Error(
      `must hold headers as name=value between commas, percent-encoded (${example}): number ${place} is none`
    );
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
export const smtpAddress: VariableType<SmtpServer> = {
  allowed: 'an smtp:// or smtps:// address',
  parse: parseSmtpUrl,
};

/** An e-mail address, with a name or without. */
export const mailSender: VariableType<Sender> = {
  allowed: 'an e-mail address, alone or as `Name <address>`',
  parse(raw) {
    const sender = parseSender(raw);
    if (sender === undefined) {
      throw new Error('must be an e-mail address, alone or as Name <address>');
    }
    return sender;
  },
};

/** An instant with its offset, so that it means the same everywhere. */
export const instant: VariableType<Date> = {
  allowed: 'an ISO instant with its offset, e.g. 2024-07-23T08:00:00Z',
  parse(raw) {
    const date = new Date(raw);
    if (!/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$/.test(raw) || Number.isNaN(date.getTime())) {
      throw new Error('must be an ISO instant with its offset, e.g. 2024-07-23T08:00:00Z');
    }
    return date;
  },
};

/** A key of AES-256. */
export const secretKey: VariableType<SecretKey> = {
  allowed: '32 bytes in base64',
  parse(raw) {
    const key = parseSecretKey(raw);
    if (key === undefined) {
      throw new Error(
        `must be 32 bytes in base64, and this is ${formOf(raw)}: make one with "openssl rand -base64 32"`
      );
    }
    return key;
  },
};

/** What a text looks like that is no key, without a letter of it. */
function formOf(raw: string): string {
  if (/^[0-9a-f]{64}$/i.test(raw)) {
    return 'hexadecimal';
  }
  const bytes = decodeBase64(raw);
  return bytes === undefined ? 'not base64' : `${bytes.length} bytes`;
}

/** A text of a least length that fits into an HTTP header. */
export function headerText(minimumLength: number): VariableType<string> {
  const allowed = `at least ${minimumLength} printable ASCII characters without spaces`;
  return {
    allowed,
    parse(raw) {
      if (raw.length < minimumLength || !/^[\x21-\x7e]+$/.test(raw)) {
        throw new Error(`must hold ${allowed}`);
      }
      return raw;
    },
  };
}
