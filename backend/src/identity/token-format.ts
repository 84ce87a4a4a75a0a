import { createHash, randomBytes } from 'node:crypto';

/** A new bearer token: 256 random bits behind a prefix by which secret scanners know it. */
export function newToken(): string {
  return `vig_${randomBytes(32).toString('base64url')}`;
}

/**
 * What is stored instead of the token. A plain SHA-256 is enough: a token is a random secret of 256 bits, not a
 * password, so there is no dictionary that a slow or salted hash would have to defend against; and the hash can be
 * looked up by an index. `VIGIE_BOOTSTRAP_TOKEN` must be chosen as randomly (`docs/configuration.md`).
 */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token, 'utf8').digest();
}
