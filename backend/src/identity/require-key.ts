import { VigieError } from '../domain/errors.ts';
import type { Keyring, SecretKey } from './secret-key.ts';

/** The key that new secrets are encrypted with. @throws {VigieError} `invalid_request` when there is none */
export function requireKey({ current }: Keyring): SecretKey {
  if (current === undefined) {
    throw new VigieError('invalid_request', {
      fr:
        'Les identifiants sont stockés chiffrés, et VIGIE_SECRET_KEY n’est pas définie. Faites une clé avec ' +
        '« openssl rand -base64 32 », gardez-en une copie hors de la base, et démarrez Vigie avec elle.',
      en:
        'Credentials are stored encrypted, and VIGIE_SECRET_KEY is not set. Make a key with "openssl rand -base64 32", keep a ' +
        'copy apart from the store, and start Vigie with it.',
    });
  }
  return current;
}
