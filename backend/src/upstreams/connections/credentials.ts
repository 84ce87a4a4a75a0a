import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Keyring, SecretKey } from '../../identity/secret-key.ts';
import { openSecret, type SealedSecret, sealSecret, UnreadableSecretError } from '../../identity/secrets.ts';
import type { StoredConnection, StoredSettings } from '../../store/settings/connections.ts';
import type { ReadingProblem } from '../../store/sources/source-states-writer.ts';

/** What the credentials are bound to: copied to another connection, they cannot be opened. */
const contextOf = ({ name, kind }: Pick<StoredSettings, 'name' | 'kind'>): string[] => [name, kind];

export function sealCredentials(
  key: SecretKey,
  connection: Pick<StoredSettings, 'name' | 'kind'>,
  secret: string
): SealedSecret {
  return sealSecret(key, secret, contextOf(connection));
}

/** @throws {UnreadableSecretError} */
export function openCredentials(keyring: Keyring, connection: StoredConnection): string {
  return openSecret(keyring, connection.secret, contextOf(connection));
}

/** The credentials, or why they cannot be decrypted and what to do about it. */
export function tryOpenCredentials(
  keyring: Keyring,
  connection: StoredConnection
): { secret: string } | { problem: ReadingProblem } {
  try {
    return { secret: openCredentials(keyring, connection) };
  } catch (error) {
    if (error instanceof UnreadableSecretError) {
      return { problem: { code: 'credentials_unreadable', text: unreadableText(connection.name, error) } };
    }
    throw error;
  }
}

/** Sentences for people, without the last full stop, as all problems of readings. */
export function unreadableText(name: string, { reason, text }: UnreadableSecretError): LocalizedText {
  const enterAgain = {
    fr: `saisissez-les de nouveau avec « vigie connections add ${name} --replace »`,
    en: `enter them again with "vigie connections add ${name} --replace"`,
  };
  const advice =
    reason === 'altered'
      ? {
          fr: `Restaurez la ligne depuis une sauvegarde, ou ${enterAgain.fr}`,
          en: `Restore the row from a backup, or ${enterAgain.en}`,
        }
      : {
          fr: `Démarrez Vigie avec cette clé, ou si elle est perdue ${enterAgain.fr}`,
          en: `Start Vigie with that key, or if it is lost ${enterAgain.en}`,
        };
  return {
    fr: `Les identifiants de « ${name} » ne peuvent être déchiffrés. ${text.fr}. ${advice.fr}`,
    en: `The credentials of "${name}" cannot be decrypted. ${text.en}. ${advice.en}`,
  };
}
