import type { StoreFailure } from './sentences.ts';

/**
 * What the SQLSTATEs of PostgreSQL mean here; the embedded store is PostgreSQL too. Classes stand for all their codes.
 *
 * Source: PostgreSQL 17, appendix A (error codes).
 */
const SQLSTATES: Partial<Record<StoreFailure, readonly string[]>> = {
  password: ['28P01'],
  role: ['28'],
  database: ['3D000'],
  denied: ['42501'],
  read_only: ['25006'],
  full: ['53100'],
  busy: ['53300', '53'],
  starting: ['57P03'],
  lost: ['57P', '08'],
  too_old: ['42601', '42704', '42883', '0A000'],
  damaged: ['XX001', 'XX002', '58P01'],
};

/** What the system calls failures of a connection. Sources: errno(3), Node's `dns` module. */
const NETWORK: Partial<Record<StoreFailure, readonly string[]>> = {
  host_unknown: ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'EAI_NODATA', 'EAI_NONAME'],
  refused: ['ECONNREFUSED'],
  unreachable: ['EHOSTUNREACH', 'EHOSTDOWN', 'ENETUNREACH', 'ENETDOWN', 'ETIMEDOUT', 'EADDRNOTAVAIL'],
  lost: ['ECONNRESET', 'ECONNABORTED', 'EPIPE'],
};

/** What the system calls failures of files. PGlite has the numbers of WASI's `errno` for them instead (WASI preview 1). */
const FILES: Partial<Record<StoreFailure, readonly (string | number)[]>> = {
  full: ['ENOSPC', 'EDQUOT', 51, 19],
  folder_denied: ['EACCES', 'EPERM', 'EROFS', 2, 63, 69],
  not_folder: ['EEXIST', 'ENOTDIR', 'EISDIR', 20, 54, 31],
  folder_missing: ['ENOENT', 44],
};

/** OpenSSL's and Node's names for what is wrong with a certificate. Source: Node's `tls` module, "X509 certificate error codes". */
const TLS: readonly (readonly [name: RegExp, failure: StoreFailure])[] = [
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'host_mismatch'],
  [/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, 'certificate_date'],
  [/^(SELF_SIGNED_|DEPTH_ZERO_|UNABLE_TO_|CERT_UNTRUSTED|CERT_SIGNATURE|INVALID_CA)/, 'authority_unknown'],
  [/^(ERR_SSL_|ERR_TLS_|ERR_OSSL_|CERT_|EPROTO)/, 'tls'],
];

/** What the drivers say in words only: pg 8.23 and PGlite 0.5 give these no code. */
const WORDS: readonly (readonly [words: RegExp, failure: StoreFailure])[] = [
  [/^The server does not support SSL connections/, 'no_tls'],
  [/^There was an error establishing an SSL connection/, 'tls'],
  [/sslmode=verify-ca requires specifying a CA/, 'authority_missing'],
  [/client password must be a string/, 'password_missing'],
  [/timeout (exceeded when trying to connect|expired)/, 'unreachable'],
  [/^Connection terminated/, 'lost'],
  // A client that was lent just when its server went away.
  [/^Client has encountered a connection error/, 'lost'],
  [/^Aborted\(|^PGlite failed to initialize|^memory access out of bounds|^unreachable$/, 'damaged'],
];

/** What an error of the store's drivers, of the system or of the server means; undefined when none of it is known. */
export function storeFailureOf(error: unknown, embedded: boolean): StoreFailure | undefined {
  const { code, errno, message = '', syscall } = Object(error) as Partial<NodeJS.ErrnoException>;
  const name = typeof code === 'string' ? code : '';
  if (/no pg_hba\.conf entry/.test(message)) {
    return /no encryption/.test(message) ? 'host_refused_plain' : 'host_refused';
  }
  if (embedded) {
    if (syscall === 'link' && name !== 'ENOSPC' && name !== 'EACCES') {
      return 'no_links';
    }
    return lookUp(FILES, name) ?? lookUp(FILES, errno) ?? sqlState(name) ?? inWords(message);
  }
  if (name === 'ENOENT' || name === 'EACCES') {
    return syscall === 'connect' ? 'no_socket' : 'certificate_file';
  }
  return (
    lookUp(NETWORK, name) ?? TLS.find(([pattern]) => pattern.test(name))?.[1] ?? sqlState(name) ?? inWords(message)
  );
}

function sqlState(code: string): StoreFailure | undefined {
  return code.length === 5
    ? (lookUp(SQLSTATES, code) ?? lookUp(SQLSTATES, code.slice(0, 3)) ?? lookUp(SQLSTATES, code.slice(0, 2)))
    : undefined;
}

function lookUp<K>(table: Partial<Record<StoreFailure, readonly K[]>>, key: K | undefined): StoreFailure | undefined {
  const entry = Object.entries(table).find(([, keys]) => key !== undefined && keys.includes(key));
  return entry?.[0] as StoreFailure | undefined;
}

function inWords(message: string): StoreFailure | undefined {
  return WORDS.find(([words]) => words.test(message))?.[1];
}
