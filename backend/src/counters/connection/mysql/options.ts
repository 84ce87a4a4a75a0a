import { readFileSync } from 'node:fs';

import type { ConnectionOptions } from 'mysql2';

import { VigieError } from '../../../domain/errors.ts';
import type { MysqlLocation } from '../url.ts';

export interface MysqlLimits {
  poolSize: number;
  connectTimeoutMs: number;
  /** A statement that takes longer is given up, on this side and on the server's. */
  queryTimeoutMs: number;
  /** A connection that idled for longer is tested before its next use. */
  testAfterIdleMs: number;
}

/**
 * Statements a connection keeps prepared: the last one only. MariaDB (seen on 10.11) stops skipping through the key
 * when it runs an older prepared statement again after one with many ranges, and then takes a hundred times as long.
 */
const PREPARED_STATEMENTS = 1;

/**
 * What mysql2 connects with.
 * @throws {VigieError} `invalid_request` when a PEM file cannot be read.
 */
export function connectionOptions(location: MysqlLocation, limits: MysqlLimits): ConnectionOptions {
  return {
    ...(location.socket === undefined ? { host: location.host, port: location.port } : { socketPath: location.socket }),
    user: location.user,
    password: location.password,
    database: location.database,
    ssl: sslOptions(location),
    charset: 'utf8mb4',
    // A datetime has no zone: it is read as it is written. Sums (DECIMAL) are far below 2^53.
    dateStrings: true,
    decimalNumbers: true,
    connectTimeout: limits.connectTimeoutMs,
    maxPreparedStatements: PREPARED_STATEMENTS,
  };
}

function sslOptions({ sslMode, sslCa, sslCert, sslKey }: MysqlLocation): ConnectionOptions['ssl'] {
  if (sslMode === 'DISABLED') {
    return undefined;
  }
  return {
    ca: readPem('ssl-ca', sslCa),
    cert: readPem('ssl-cert', sslCert),
    key: readPem('ssl-key', sslKey),
    rejectUnauthorized: sslMode !== 'REQUIRED',
    verifyIdentity: sslMode === 'VERIFY_IDENTITY',
  };
}

function readPem(option: string, path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : readFileSync(path, 'utf8');
  } catch (cause) {
    throw new VigieError(
      'invalid_request',
      {
        fr: `COUNTERS_URL ne peut servir : son option ${option} nomme un fichier qui ne peut être lu.`,
        en: `COUNTERS_URL cannot be used: its ${option} names a file that cannot be read.`,
      },
      { cause }
    );
  }
}
