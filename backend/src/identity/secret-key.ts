import { createHash, createSecretKey, type KeyObject } from 'node:crypto';

/** The key that upstream credentials are encrypted with. The bytes stay inside of the key object: it prints as nothing. */
export interface SecretKey {
  /** Tells keys apart and gives nothing away: the first bytes of the key's SHA-256, in hexadecimal. */
  readonly id: string;
  readonly key: KeyObject;
}

/** What the environment gives to open credentials with. */
export interface Keyring {
  /** Encrypts, and opens what it encrypted. */
  readonly current: SecretKey | undefined;
  /** Only opens: what was encrypted before the last change of key. */
  readonly previous: SecretKey | undefined;
}

/** Of AES-256. */
const KEY_BYTES = 32;
const ID_BYTES = 8;

/**
 * Reads a key from its base64 text, of the standard or the URL-safe alphabet.
 * @returns undefined when the text is not 32 bytes in base64
 */
export function parseSecretKey(text: string): SecretKey | undefined {
  const bytes = decodeBase64(text);
  if (bytes?.length !== KEY_BYTES) {
    return undefined;
  }
  const id = createHash('sha256').update(bytes).digest().subarray(0, ID_BYTES).toString('hex');
  return { id, key: createSecretKey(bytes) };
}

/** The bytes of base64 text, of the standard or the URL-safe alphabet; undefined when it is something else. */
export function decodeBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/_-]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined;
}
