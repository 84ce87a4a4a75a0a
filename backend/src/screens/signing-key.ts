import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';

import { VigieError } from '../domain/errors.ts';
import type { Keyring, SecretKey } from '../identity/secret-key.ts';
import { openSecret, type SealedSecret, sealSecret, UnreadableSecretError } from '../identity/secrets.ts';
import type { StoreDatabase } from '../store/schema.ts';
import { readScreenKey, resealScreenKey, type StoredScreenKey } from '../store/screens/screen-keys.ts';

/** Grafana takes no other links than those made for screens (`expect_claims`). */
export const AUDIENCE = 'vigie-screen';

/** Ed25519 (RFC 8037): the shortest signatures, for a link that somebody may have to type. */
const ALGORITHM = 'EdDSA';

/** What the private key is bound to: in another place it cannot be opened. */
const CONTEXT = ['screens', 'links'];

/** A new key pair, its private half encrypted. */
export async function newSigningKey(key: SecretKey): Promise<StoredScreenKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const publicJwk = await exportJWK(publicKey);
  const keyId = await calculateJwkThumbprint(publicJwk);
  return {
    keyId,
    publicJwk: { ...(publicJwk as Record<string, string>), kid: keyId, alg: ALGORITHM, use: 'sig' },
    secret: sealSecret(key, JSON.stringify(await exportJWK(privateKey)), CONTEXT),
  };
}

/**
 * A JSON Web Token that logs an account in. It says nothing else: a reader learns a login and a date.
 * @throws {VigieError} `invalid_request` when the key cannot be decrypted
 */
export async function signLink(
  keyring: Keyring,
  { keyId, secret }: StoredScreenKey,
  { login, expiresAt }: { login: string; expiresAt: Date }
): Promise<string> {
  const privateKey = await importJWK(JSON.parse(open(keyring, secret)) as JWK, ALGORITHM);
  // No `iat`: a Grafana whose clock is behind would refuse the link until it has caught up.
  return new SignJWT()
    .setProtectedHeader({ alg: ALGORITHM, kid: keyId })
    .setSubject(login)
    .setAudience(AUDIENCE)
    .setExpirationTime(expiresAt)
    .sign(privateKey);
}

/**
 * Encrypts the private half with another key.
 * @returns how many changed: none when there is no key, or it is encrypted so already
 * @throws {VigieError} `invalid_request` when it cannot be decrypted
 */
export async function resealSigningKey(transaction: StoreDatabase, keyring: Keyring, key: SecretKey): Promise<number> {
  const stored = await readScreenKey(transaction, { lock: true });
  if (stored === undefined || stored.secret.keyId === key.id) {
    return 0;
  }
  await resealScreenKey(transaction, sealSecret(key, open(keyring, stored.secret), CONTEXT));
  return 1;
}

function open(keyring: Keyring, secret: SealedSecret): string {
  try {
    return openSecret(keyring, secret, CONTEXT);
  } catch (error) {
    if (error instanceof UnreadableSecretError) {
      throw new VigieError(
        'invalid_request',
        {
          fr:
            `La clé qui signe les liens des écrans ne peut être déchiffrée. ${error.text.fr}. Démarrez Vigie avec cette clé ` +
            '(VIGIE_SECRET_KEY, ou VIGIE_SECRET_KEY_PREVIOUS), ou si elle est perdue faites-en une autre avec « vigie screens ' +
            'key --rotate », ce qui met fin à tous les liens.',
          en:
            `The key that signs the links of screens cannot be decrypted. ${error.text.en}. Start Vigie with that key (as ` +
            'VIGIE_SECRET_KEY, or VIGIE_SECRET_KEY_PREVIOUS), or if it is lost make another one with "vigie screens key ' +
            '--rotate", which ends all links.',
        },
        { cause: error }
      );
    }
    throw error;
  }
}
