import { withBackend } from '../../backend/connect.ts';
import { type Io, printJson, say } from '../../terminal/io.ts';

/** Encrypts all stored credentials with the current VIGIE_SECRET_KEY. */
export async function rotateSecrets(io: Io, { json = false }: { json?: boolean }): Promise<void> {
  const { result, where } = await withBackend(io, async (backend) => ({
    result: await backend.rotateSecrets(),
    where: backend.where,
  }));
  if (json) {
    printJson(io, result);
    return;
  }
  const { keyId, reencrypted } = result;
  say(
    io,
    {
      fr: `${reencrypted} identifiants ont été chiffrés de nouveau par ${where.fr} ; tous le sont maintenant avec la clé ${keyId}.`,
      en: `${reencrypted} credentials were re-encrypted by ${where.en}; all are encrypted with the key ${keyId} now.`,
    },
    {
      fr: 'VIGIE_SECRET_KEY_PREVIOUS peut être retirée partout. Gardez l’ancienne clé tant que vous gardez des sauvegardes d’avant.',
      en: 'VIGIE_SECRET_KEY_PREVIOUS can be removed everywhere. Keep the old key as long as you keep backups from before.',
    }
  );
}
