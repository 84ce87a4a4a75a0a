import { VigieError } from '../errors.ts';

/** Why the counters database gave no answer. */
export type CountersFailure =
  'unreachable' | 'timeout' | 'credentials' | 'database' | 'tls' | 'busy' | 'schema' | 'denied' | 'unknown';

const SENTENCES: Record<CountersFailure, string> = {
  unreachable: 'does not answer; check that it runs and that COUNTERS_URL names its host and port',
  timeout: 'took too long to answer; ask for a shorter range, or raise query-timeout-ms in COUNTERS_URL',
  credentials: 'refused the user name or the password of COUNTERS_URL',
  database: 'has no database of the name in COUNTERS_URL, or the user may not use it',
  tls: 'and Vigie found no common TLS: check ssl-mode and the certificates named in COUNTERS_URL',
  busy: 'has no connection left; raise its limit, or lower pool-size in COUNTERS_URL',
  schema: 'lacks a table or a column that Vigie reads; compare it with sql/counters/mysql.sql',
  denied:
    'does not let the user of COUNTERS_URL do this; grant SELECT on sites and counting, and INSERT, UPDATE on sites to write',
  unknown: 'answered with an error',
};

const FAILURE_OF_CODE: Record<string, CountersFailure> = {
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENOENT: 'unreachable',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EPIPE: 'unreachable',
  ETIMEDOUT: 'unreachable',
  PROTOCOL_CONNECTION_LOST: 'unreachable',
  ER_SERVER_SHUTDOWN: 'unreachable',
  ER_CONNECTION_KILLED: 'unreachable',
  PROTOCOL_SEQUENCE_TIMEOUT: 'timeout',
  ER_QUERY_TIMEOUT: 'timeout',
  ER_STATEMENT_TIMEOUT: 'timeout',
  ER_LOCK_WAIT_TIMEOUT: 'timeout',
  ER_ACCESS_DENIED_ERROR: 'credentials',
  ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'credentials',
  ER_BAD_DB_ERROR: 'database',
  ER_DBACCESS_DENIED_ERROR: 'database',
  HANDSHAKE_SSL_ERROR: 'tls',
  HANDSHAKE_NO_SSL_SUPPORT: 'tls',
  ER_SECURE_TRANSPORT_REQUIRED: 'tls',
  ER_CON_COUNT_ERROR: 'busy',
  ER_TOO_MANY_USER_CONNECTIONS: 'busy',
  ER_USER_LIMIT_REACHED: 'busy',
  ER_NO_SUCH_TABLE: 'schema',
  ER_BAD_FIELD_ERROR: 'schema',
  ER_TABLEACCESS_DENIED_ERROR: 'denied',
  ER_COLUMNACCESS_DENIED_ERROR: 'denied',
  ER_OPTION_PREVENTS_STATEMENT: 'denied',
  ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION: 'denied',
};

/** MariaDB's own number for max_statement_time, which mysql2 (it follows MySQL's list) cannot name. */
const MARIADB_STATEMENT_TIMEOUT = 1969;

/**
 * The counters database gave no answer: a sentence without its address, its user or its own words.
 * What the driver said is the `cause`, for the log.
 */
export class CountersError extends VigieError {
  readonly failure: CountersFailure;

  constructor(failure: CountersFailure, cause: unknown) {
    super(
      failure === 'denied' ? 'counters_denied' : 'source_unavailable',
      `The counters database ${SENTENCES[failure]}.`,
      { cause }
    );
    this.failure = failure;
  }
}

/** Turns a driver's error into a `CountersError`; an error that already is one for the caller stays. */
export function toCountersError(error: unknown): VigieError {
  if (error instanceof VigieError) {
    return error;
  }
  return new CountersError(failureOf(error), error);
}

/** True when the same statement may well succeed on a fresh connection. */
export function isLostConnection(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'PROTOCOL_CONNECTION_LOST' || code === 'ECONNRESET' || code === 'EPIPE';
}

/** True when a row with the same primary key exists; the collation decides what is the same. */
export function isDuplicateKey(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ER_DUP_ENTRY' || code === '23505';
}

function failureOf(error: unknown): CountersFailure {
  const code = codeOf(error);
  if (errnoOf(error) === MARIADB_STATEMENT_TIMEOUT) {
    return 'timeout';
  }
  if (error instanceof Error && error.message === 'Queue limit reached.') {
    return 'busy';
  }
  if (/^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_)/.test(code)) {
    return 'tls';
  }
  return FAILURE_OF_CODE[code] ?? 'unknown';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function errnoOf(error: unknown): number | undefined {
  return error instanceof Error && 'errno' in error && typeof error.errno === 'number' ? error.errno : undefined;
}
