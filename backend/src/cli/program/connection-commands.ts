import { CONNECTION_KINDS } from '../../upstreams/connections/kinds.ts';
import {
  addConnection,
  type AddConnectionOptions,
  listConnections,
  removeConnection,
  testConnection,
  webhookOf,
} from '../commands/access/connections.ts';
import { rotateSecrets } from '../commands/access/secrets.ts';
import type { LocalizedCommand } from '../localized-command.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';
import { countArgument } from './arguments.ts';

/** Adds `connections …` and `secrets …` to the program. */
export function addConnectionCommands(program: LocalizedCommand, io: Io, end: (code: ExitCode) => void): void {
  const connections = program.subcommand('connections', { fr: 'comptes des sources', en: 'upstream accounts' });
  connections
    .subcommand('add <name>', {
      fr: 'essayer un compte et l’enregistrer ; sa clé d’API est demandée, ou lue sur l’entrée standard',
      en: 'test an account and store it; its API key is read from a prompt or from standard input',
    })
    .choice('--kind <kind>', { fr: 'à quoi il relie', en: 'what it connects' }, Object.keys(CONNECTION_KINDS))
    .option('--url <address>', {
      fr: 'où répond son API ; celle d’Atera, sauf indication',
      en: "where its API answers; Atera's own unless given",
    })
    .option('--db <name>', { fr: 'nom de la base Odoo', en: 'name of the Odoo database' })
    .option('--login <login>', {
      fr: 'identifiant de l’utilisateur de la clé ; seulement pour Odoo avant 19',
      en: "login of the key's user; only Odoo before 19 wants it",
    })
    .option(
      '--requests-per-minute <count>',
      { fr: 'requêtes au plus dans une minute glissante', en: 'most requests in any sliding minute' },
      countArgument(10_000)
    )
    .option('--replace', {
      fr: 'prendre la place de celui de ce nom ; ce qui n’est pas donné reste',
      en: 'take the place of the one of that name; what is not given stays as it is',
    })
    .json()
    .action((name: string, options: AddConnectionOptions) => addConnection(io, name, options));
  connections
    .subcommand('list', {
      fr: 'montrer toutes les connexions, sans leurs identifiants',
      en: 'show all connections, without their credentials',
    })
    .json()
    .action((options: { json?: boolean }) => listConnections(io, options));
  connections
    .subcommand('test <name>', {
      fr: 'demander à un compte s’il accepte sa clé',
      en: 'ask an account whether it takes its key',
    })
    .json()
    .action(async (name: string, options: { json?: boolean }) => end(await testConnection(io, name, options)));
  connections
    .subcommand('remove <name>', {
      fr: 'supprimer une connexion, ses identifiants et tout ce qui en a été lu',
      en: 'delete a connection, its credentials and all that was read from it',
    })
    .option('--yes', { fr: 'ne pas demander', en: 'do not ask' })
    .action(async (name: string, options: { yes?: boolean }) => end(await removeConnection(io, name, options)));
  connections
    .subcommand('webhook <name>', {
      fr: 'créer l’adresse secrète que la source appelle quand quelque chose change ; la précédente prend fin',
      en: 'make the secret address that the upstream calls when something changed; the one before it ends',
    })
    .option('--remove', { fr: 'y mettre plutôt fin', en: 'end it instead' })
    .json()
    .action((name: string, options: { remove?: boolean; json?: boolean }) => webhookOf(io, name, options));

  program
    .subcommand('secrets', { fr: 'identifiants enregistrés', en: 'stored credentials' })
    .subcommand('rotate', {
      fr: 'les chiffrer avec VIGIE_SECRET_KEY ; VIGIE_SECRET_KEY_PREVIOUS contient la clé d’avant',
      en: 'encrypt them with VIGIE_SECRET_KEY; VIGIE_SECRET_KEY_PREVIOUS holds the key before',
    })
    .json()
    .action((options: { json?: boolean }) => rotateSecrets(io, options));
}
