import { withBackend } from '../backend/connect.ts';
import { type Io, printJson, printLines } from '../terminal/io.ts';

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
  printLines(io, [
    `${reencrypted} credentials were encrypted anew by ${where}; all are encrypted with the key ${keyId} now.`,
    'VIGIE_SECRET_KEY_PREVIOUS can be removed everywhere. Keep the old key as long as you keep backups from before.',
  ]);
}
