import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate and its key, PEM. */
export interface Certified {
  cert: Buffer;
  key: Buffer;
}

/** An authority that no machine knows. */
export interface Authority {
  /** Path of its certificate. */
  file: string;
  /** @param names - e.g. `IP:127.0.0.1` */
  certify(names: string): Certified;
}

/** Why no certificates can be made here; false when they can. */
export const opensslMissing = (): string | false =>
  spawnSync('openssl', ['version']).status !== 0 && 'SKIPPED: no openssl on this machine to make certificates with';

/** @param folder - where its files go, which is the caller's to remove */
export function createAuthority(folder: string, name: string): Authority {
  const file = (of: string): string => join(folder, `${name}-${of}`);
  selfSigned(name, file('ca.key'), file('ca.pem'), ['-addext', 'basicConstraints=critical,CA:TRUE']);
  return {
    file: file('ca.pem'),
    certify(names) {
      const own = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-addext', `subjectAltName=${names}`];
      selfSigned(`server of ${name}`, file('server.key'), file('server.pem'), own);
      return { cert: readFileSync(file('server.pem')), key: readFileSync(file('server.key')) };
    },
  };
}

/**
 * Writes a key and its certificate, which it signs itself unless `more` names an authority.
 *
 * @param more - arguments of `openssl req`
 */
export function selfSigned(subject: string, key: string, certificate: string, more: readonly string[] = []): void {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  const made = spawnSync(
    'openssl',
    [
      'req',
      '-x509',
      ...curve,
      '-nodes',
      '-days',
      '2',
      '-subj',
      `/CN=${subject}`,
      '-keyout',
      key,
      '-out',
      certificate,
      ...more,
    ],
    { encoding: 'utf8' }
  );
  assert.equal(made.status, 0, made.stderr);
}
