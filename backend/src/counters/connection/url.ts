import { VigieError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { serverAddresses } from '../../liveness/server-list.ts';

/** How far a connection to MySQL is encrypted and verified; MySQL's own names. */
export type SslMode = 'DISABLED' | 'REQUIRED' | 'VERIFY_CA' | 'VERIFY_IDENTITY';

/** Servers that hold the same database, such as the nodes of a Galera cluster; one at least. */
export interface MysqlLocations {
  kind: 'mysql';
  servers: readonly MysqlLocation[];
}

/** One server. */
export interface MysqlLocation {
  host: string;
  port: number;
  /** Path of a Unix socket, instead of host and port. */
  socket?: string;
  user: string;
  password: string;
  database: string;
  sslMode: SslMode;
  /** Paths of PEM files. */
  sslCa?: string;
  sslCert?: string;
  sslKey?: string;
  poolSize?: number;
  connectTimeoutMs?: number;
  queryTimeoutMs?: number;
}

export interface PgliteLocation {
  kind: 'pglite';
  /** Undefined: in memory. */
  folder?: string;
}

const OPTIONS = [
  'socket',
  'ssl-mode',
  'ssl-ca',
  'ssl-cert',
  'ssl-key',
  'pool-size',
  'connect-timeout-ms',
  'query-timeout-ms',
];
const SSL_MODES: readonly SslMode[] = ['DISABLED', 'REQUIRED', 'VERIFY_CA', 'VERIFY_IDENTITY'];

/**
 * Reads `COUNTERS_URL`: `mysql://user:password@host:3306/database?option=value` or `pglite:[folder]`. Several hosts are
 * separated by commas, each with a port of its own: `mysql://user:password@one:3306,two:3306/database`.
 *
 * Options, named as MySQL's own clients name them: `socket`; `ssl-mode` (`DISABLED`, `REQUIRED`: encrypted but unverified,
 * `VERIFY_CA`, `VERIFY_IDENTITY`; default `DISABLED`, or `VERIFY_IDENTITY` when `ssl-ca` is given), `ssl-ca`, `ssl-cert`,
 * `ssl-key` (PEM files); `pool-size`, `connect-timeout-ms`, `query-timeout-ms`.
 * @throws {VigieError} `invalid_request` that says what is wrong, never showing the address itself: it holds a password.
 */
export function parseCountersUrl(text: string): MysqlLocations | PgliteLocation {
  if (text.startsWith('pglite:')) {
    const folder = text.slice('pglite:'.length);
    return folder === '' || folder === 'memory' ? { kind: 'pglite' } : { kind: 'pglite', folder };
  }
  const servers = serverAddresses(text).map((address, _index, { length }) => {
    const url = URL.parse(address);
    if (url === null || (url.protocol !== 'mysql:' && url.protocol !== 'mariadb:')) {
      throw wrong({
        fr: 'ce doit être mysql://utilisateur:motdepasse@hôte:3306/base, ou pglite: pour la base embarquée',
        en: 'it must be mysql://user:password@host:3306/database, or pglite: for the embedded database',
      });
    }
    const server = parseMysqlUrl(url);
    if (length > 1 && (url.hostname === '' || server.socket !== undefined)) {
      throw wrong({
        fr: 'elle nomme plusieurs hôtes : chacun doit avoir un nom, et une socket ne peut en tenir lieu',
        en: 'it names several hosts: each needs a name, and a socket cannot take their place',
      });
    }
    return server;
  });
  return { kind: 'mysql', servers };
}

function parseMysqlUrl(url: URL): MysqlLocation {
  const unknown = [...url.searchParams.keys()].filter((name) => !OPTIONS.includes(name));
  if (unknown.length > 0) {
    const listed = `'${unknown.join("', '")}'`;
    throw wrong({
      fr: `elle a une option inconnue ${listed} ; les options sont ${OPTIONS.join(', ')}`,
      en: `it has an unknown option ${listed}; known are ${OPTIONS.join(', ')}`,
    });
  }
  const database = decode(url.pathname.slice(1));
  if (database === '' || database.includes('/')) {
    throw wrong({
      fr: 'elle doit nommer une base après l’hôte : mysql://hôte/base',
      en: 'it must name one database after the host: mysql://host/database',
    });
  }
  const option = (name: string): string | undefined => url.searchParams.get(name) || undefined;
  const sslCa = option('ssl-ca');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1') || 'localhost',
    port: url.port === '' ? 3306 : Number(url.port),
    socket: option('socket'),
    user: decode(url.username),
    password: decode(url.password),
    database,
    sslMode: parseSslMode(option('ssl-mode')) ?? (sslCa === undefined ? 'DISABLED' : 'VERIFY_IDENTITY'),
    sslCa,
    sslCert: option('ssl-cert'),
    sslKey: option('ssl-key'),
    poolSize: parseCount('pool-size', option('pool-size'), 100),
    connectTimeoutMs: parseCount('connect-timeout-ms', option('connect-timeout-ms'), 600_000),
    queryTimeoutMs: parseCount('query-timeout-ms', option('query-timeout-ms'), 600_000),
  };
}

function parseSslMode(value: string | undefined): SslMode | undefined {
  const mode = value?.toUpperCase() as SslMode | undefined;
  if (mode !== undefined && !SSL_MODES.includes(mode)) {
    throw wrong({
      fr: `son option ssl-mode doit être l’une de ${SSL_MODES.join(', ')}`,
      en: `its ssl-mode must be one of ${SSL_MODES.join(', ')}`,
    });
  }
  return mode;
}

function parseCount(name: string, value: string | undefined, maximum: number): number | undefined {
  if (value === undefined) {
    return undefined;
  }
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > maximum) {
    throw wrong({
      fr: `son option ${name} doit être un nombre entier de 1 à ${maximum}`,
      en: `its ${name} must be a whole number from 1 to ${maximum}`,
    });
  }
  return count;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong({
      fr: 'un % dans son nom d’utilisateur, son mot de passe ou son nom de base doit s’écrire %25',
      en: 'a % in its user name, password or database name must be written %25',
    });
  }
}

function wrong(reason: LocalizedText): VigieError {
  return new VigieError('invalid_request', {
    fr: `COUNTERS_URL ne peut servir : ${reason.fr}.`,
    en: `COUNTERS_URL cannot be used: ${reason.en}.`,
  });
}
