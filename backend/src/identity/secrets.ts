import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Keyring, SecretKey } from './secret-key.ts';

/** An encrypted secret, as the store keeps it. */
export interface SealedSecret {
  /** Id of the key it was encrypted with. */
  keyId: string;
  nonce: Buffer;
  /** With the authentication tag at its end. */
  ciphertext: Buffer;
}

/** Why a secret cannot be opened: no key at all, another key, or bytes that were changed or moved. */
export type UnreadableReason = 'no_key' | 'other_key' | 'altered';

/** A secret that cannot be opened with the keys at hand. It is left as it is. The message names key ids only. */
export class UnreadableSecretError extends Error {
  override readonly name = 'UnreadableSecretError';
  readonly reason: UnreadableReason;
  /** Without the last full stop. */
  readonly text: LocalizedText;

  constructor(reason: UnreadableReason, text: LocalizedText) {
    super(text.en);
    this.reason = reason;
    this.text = text;
  }
}

const CIPHER = 'aes-256-gcm';
/** 96 random bits, the length GCM is made for (NIST SP 800-38D §8.2.2): safe for 2³² secrets with one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts a secret with AES-256-GCM.
 * @param context what the secret belongs to, authenticated with it: it opens in the same context only
 */
export function sealSecret({ id, key }: SecretKey, secret: string, context: readonly string[]): SealedSecret {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES }).setAAD(additionalData(context));
  const ciphertext = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { keyId: id, nonce, ciphertext };
}

/** Opens a secret. @throws {UnreadableSecretError} */
export function openSecret(keyring: Keyring, sealed: SealedSecret, context: readonly string[]): string {
  const { key } = keyFor(keyring, sealed.keyId);
  const tagStart = sealed.ciphertext.length - TAG_BYTES;
  try {
    const decipher = createDecipheriv(CIPHER, key, sealed.nonce, { authTagLength: TAG_BYTES })
      .setAAD(additionalData(context))
      .setAuthTag(sealed.ciphertext.subarray(tagStart));
    return decipher.update(sealed.ciphertext.subarray(0, tagStart), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    throw new UnreadableSecretError('altered', {
      fr: `La clé ${sealed.keyId} est la bonne, mais le texte chiffré a été altéré ou appartient à une autre connexion`,
      en: `The key ${sealed.keyId} is the right one, but the encrypted text was altered or belongs to another connection`,
    });
  }
}

function keyFor({ current, previous }: Keyring, keyId: string): SecretKey {
  const key = [current, previous].find((given) => given?.id === keyId);
  if (key !== undefined) {
    return key;
  }
  const given = [current, previous].flatMap((known) => known?.id ?? []);
  throw given.length === 0
    ? new UnreadableSecretError('no_key', {
        fr: `Le chiffrement est fait avec la clé ${keyId}, et VIGIE_SECRET_KEY n’est pas définie`,
        en: `They are encrypted with the key ${keyId}, and VIGIE_SECRET_KEY is not set`,
      })
    : new UnreadableSecretError('other_key', {
        fr: `Le chiffrement est fait avec la clé ${keyId}, et VIGIE_SECRET_KEY est la clé ${given.join(', la précédente ')}`,
        en: `They are encrypted with the key ${keyId}, and VIGIE_SECRET_KEY is the key ${given.join(', its predecessor ')}`,
      });
}

/** Unambiguous, whatever the texts hold. */
function additionalData(context: readonly string[]): Buffer {
  return Buffer.from(JSON.stringify(context), 'utf8');
}
