import type { CountersFailure } from './sentences.ts';

/**
 * Error numbers of MySQL and MariaDB, and what each means here. The numbers tell more than the driver's names: it follows
 * MySQL's list, in which some of MariaDB's own numbers mean something else.
 *
 * Sources: MySQL 8.4 Server Error Message Reference; MariaDB Error Code Reference (its own numbers are 1900–2000 and from
 * 4000 on).
 */
const MEANINGS: Partial<Record<CountersFailure, readonly number[]>> = {
  lost: [
    1053, // ER_SERVER_SHUTDOWN
    1077, // ER_NORMAL_SHUTDOWN
    1079, // ER_SHUTDOWN_COMPLETE
    1152, // ER_ABORTING_CONNECTION
    1158, // ER_NET_READ_ERROR
    1159, // ER_NET_READ_INTERRUPTED
    1160, // ER_NET_ERROR_ON_WRITE
    1161, // ER_NET_WRITE_INTERRUPTED
    1184, // ER_NEW_ABORTING_CONNECTION
    1927, // MariaDB: ER_CONNECTION_KILLED
    3169, // MySQL: ER_SESSION_WAS_KILLED
    4031, // MySQL: ER_CLIENT_INTERACTION_TIMEOUT, the answer to the first statement after wait_timeout
  ],
  timeout: [
    1317, // ER_QUERY_INTERRUPTED
    1969, // MariaDB: ER_STATEMENT_TIMEOUT (max_statement_time)
    3024, // MySQL: ER_QUERY_TIMEOUT (max_execution_time)
  ],
  unconfirmed: [
    1180, // ER_ERROR_DURING_COMMIT: Galera's answer when the cluster fell apart over the commit
  ],
  credentials: [
    1045, // ER_ACCESS_DENIED_ERROR
    1698, // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
    3955, // MySQL: ER_USER_ACCESS_DENIED_FOR_USER_ACCOUNT_BLOCKED_BY_PASSWORD_LOCK
  ],
  expired: [
    1820, // ER_MUST_CHANGE_PASSWORD
    1862, // ER_MUST_CHANGE_PASSWORD_LOGIN
  ],
  locked: [
    3118, // MySQL: ER_ACCOUNT_HAS_BEEN_LOCKED
    4151, // MariaDB: ER_ACCOUNT_HAS_BEEN_LOCKED
    4160, // MariaDB: ER_USER_IS_BLOCKED (max_password_errors)
  ],
  plugin: [
    1251, // ER_NOT_SUPPORTED_AUTH_MODE
    1275, // ER_SERVER_IS_IN_SECURE_AUTH_MODE
    1524, // ER_PLUGIN_IS_NOT_LOADED
  ],
  host: [
    1129, // ER_HOST_IS_BLOCKED
    1130, // ER_HOST_NOT_PRIVILEGED
  ],
  tls_required: [
    3159, // ER_SECURE_TRANSPORT_REQUIRED
    4163, // MariaDB: ER_SECURE_TRANSPORT_REQUIRED
  ],
  database: [
    1044, // ER_DBACCESS_DENIED_ERROR
    1046, // ER_NO_DB_ERROR
    1049, // ER_BAD_DB_ERROR
  ],
  busy: [
    1040, // ER_CON_COUNT_ERROR
    1203, // ER_TOO_MANY_USER_CONNECTIONS
    1135, // ER_CANT_CREATE_THREAD
    1041, // ER_OUT_OF_RESOURCES
  ],
  quota: [
    1226, // ER_USER_LIMIT_REACHED
  ],
  locked_rows: [
    1205, // ER_LOCK_WAIT_TIMEOUT
    1206, // ER_LOCK_TABLE_FULL
    1213, // ER_LOCK_DEADLOCK
    1614, // ER_XA_RBDEADLOCK
    3058, // ER_USER_LOCK_DEADLOCK
    3572, // ER_LOCK_NOWAIT
  ],
  schema: [
    1051, // ER_BAD_TABLE_ERROR
    1054, // ER_BAD_FIELD_ERROR
    1109, // ER_UNKNOWN_TABLE
    1146, // ER_NO_SUCH_TABLE
    1412, // ER_TABLE_DEF_CHANGED
    1932, // MariaDB: ER_NO_SUCH_TABLE_IN_ENGINE
  ],
  view: [
    1356, // ER_VIEW_INVALID
    1449, // ER_NO_SUCH_USER: the definer of a view
  ],
  denied: [
    1142, // ER_TABLEACCESS_DENIED_ERROR
    1143, // ER_COLUMNACCESS_DENIED_ERROR
    1227, // ER_SPECIFIC_ACCESS_DENIED_ERROR
    1370, // ER_PROCACCESS_DENIED_ERROR
  ],
  read_only: [
    1223, // ER_CANT_UPDATE_WITH_READLOCK
    1290, // ER_OPTION_PREVENTS_STATEMENT (read_only)
    1792, // ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION
    1836, // ER_READ_ONLY_MODE
    1015, // ER_CANT_LOCK
    1036, // ER_OPEN_AS_READONLY
  ],
  view_not_writable: [
    1288, // ER_NON_UPDATABLE_TABLE
    1348, // ER_NONUPDATEABLE_COLUMN
    1393, // ER_VIEW_MULTIUPDATE
    1394, // ER_VIEW_NO_INSERT_FIELD_LIST
    1395, // ER_VIEW_DELETE_MERGE_VIEW
    1423, // ER_NO_DEFAULT_FOR_VIEW_FIELD
    1443, // ER_VIEW_PREVENT_UPDATE
    1471, // ER_NON_INSERTABLE_TABLE
  ],
  full: [
    1021, // ER_DISK_FULL
    1114, // ER_RECORD_FILE_FULL
    3675, // MySQL: ER_DISK_FULL_NOWAIT
  ],
  damaged: [
    1034, // ER_NOT_KEYFILE
    1035, // ER_OLD_KEYFILE
    1194, // ER_CRASHED_ON_USAGE
    1195, // ER_CRASHED_ON_REPAIR
    1712, // ER_INDEX_CORRUPT
  ],
  value: [
    1048, // ER_BAD_NULL_ERROR
    1062, // ER_DUP_ENTRY
    1216, // ER_NO_REFERENCED_ROW
    1263, // ER_WARN_NULL_TO_NOTNULL
    1264, // ER_WARN_DATA_OUT_OF_RANGE
    1265, // WARN_DATA_TRUNCATED
    1267, // ER_CANT_AGGREGATE_2COLLATIONS
    1292, // ER_TRUNCATED_WRONG_VALUE
    1364, // ER_NO_DEFAULT_FOR_FIELD
    1366, // ER_TRUNCATED_WRONG_VALUE_FOR_FIELD
    1369, // ER_VIEW_CHECK_FAILED
    1406, // ER_DATA_TOO_LONG
    1411, // ER_WRONG_VALUE_FOR_TYPE
    1452, // ER_NO_REFERENCED_ROW_2
    1644, // ER_SIGNAL_EXCEPTION: a trigger refuses it
    1977, // MariaDB: ER_CANNOT_CONVERT_CHARACTER
    3819, // MySQL: ER_CHECK_CONSTRAINT_VIOLATED
    3854, // MySQL: ER_CANNOT_CONVERT_STRING
    3988, // MySQL: ER_IMPOSSIBLE_STRING_CONVERSION
    4025, // MariaDB: ER_CONSTRAINT_FAILED
    4078, // MariaDB: ER_ILLEGAL_PARAMETER_DATA_TYPES2_FOR_OPERATION
  ],
};

/** What the system and the driver call failures that no server tells. PostgreSQL's SQLSTATE for the embedded database. */
const NAMED: Record<string, CountersFailure> = {
  ...named('unreachable', [
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'EHOSTDOWN',
    'ENETUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'EACCES',
    'ENOENT',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EAI_FAIL',
  ]),
  ...named('lost', ['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'PROTOCOL_CONNECTION_LOST']),
  ...named('timeout', ['PROTOCOL_SEQUENCE_TIMEOUT']),
  ...named('tls', ['HANDSHAKE_SSL_ERROR', 'HANDSHAKE_NO_SSL_SUPPORT', 'EPROTO']),
  ...named('plugin', ['AUTH_SWITCH_PLUGIN_ERROR']),
  ...named('value', ['23505', '22001', '22007', '22008', '22021', '23502', '23514']),
  ...named('schema', ['42P01', '42703']),
  ...named('full', ['53100', 'ENOSPC']),
};

/** OpenSSL's and Node's own names for what is wrong with a certificate. */
const TLS_NAME = /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/;

/** Failures the driver tells in words only. */
const WORDS: readonly (readonly [words: string, failure: CountersFailure])[] = [
  ['Queue limit reached.', 'busy'],
  ["Can't add new command when connection is in closed state", 'lost'],
  ["Can't write in closed state", 'lost'],
  // Number 1047 (ER_UNKNOWN_COM_ERROR), whose own meaning is another one. Source: MariaDB's sql/sql_parse.cc.
  ['WSREP has not yet prepared node', 'out_of_cluster'],
  // The pool of a server that has fallen silent is closed under those who wait for a connection.
  ['Pool is closed.', 'unreachable'],
];

const BY_NUMBER = new Map(
  Object.entries(MEANINGS).flatMap(([failure, numbers]) =>
    numbers.map((number) => [number, failure as CountersFailure] as const)
  )
);

/** What an error of the driver, of the system or of the server means. */
export function failureOf(error: unknown): CountersFailure {
  const { code = '', errno, message = '', syscall } = Object(error) as Partial<NodeJS.ErrnoException>;
  if (code === 'ETIMEDOUT' && syscall === 'connect') {
    return 'unreachable';
  }
  const byNumber = typeof errno === 'number' ? BY_NUMBER.get(errno) : undefined;
  const byName = typeof code === 'string' ? (NAMED[code] ?? (TLS_NAME.test(code) ? 'tls' : undefined)) : undefined;
  return byNumber ?? byName ?? WORDS.find(([words]) => message.startsWith(words))?.[1] ?? 'unknown';
}

/** True when a row with the same primary key exists; the collation decides what is the same. */
export function isDuplicateKey(error: unknown): boolean {
  const { code } = Object(error) as Partial<NodeJS.ErrnoException>;
  return code === 'ER_DUP_ENTRY' || code === 'ER_DUP_ENTRY_WITH_KEY_NAME' || code === '23505';
}

/**
 * True when the server gave up and undid a whole transaction in favour of another one: the same may well succeed now. A
 * Galera cluster tells so of a transaction that lost to one of another node, at its commit too.
 */
export function isDeadlock(error: unknown): boolean {
  return (Object(error) as Partial<NodeJS.ErrnoException>).errno === 1213;
}

function named(failure: CountersFailure, names: readonly string[]): Record<string, CountersFailure> {
  return Object.fromEntries(names.map((name) => [name, failure]));
}
