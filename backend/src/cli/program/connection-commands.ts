import { type Command, Option } from 'commander';

import { CONNECTION_KINDS } from '../../upstreams/connections/kinds.ts';
import {
  addConnection,
  type AddConnectionOptions,
  listConnections,
  removeConnection,
  testConnection,
  webhookOf,
} from '../commands/connections.ts';
import { rotateSecrets } from '../commands/secrets.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';
import { countArgument } from './arguments.ts';

const JSON_OPTION = ['--json', 'print JSON'] as const;

/** Adds `connections …` and `secrets …` to the program. */
export function addConnectionCommands(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const connections = program.command('connections').description('upstream accounts');
  connections
    .command('add <name>')
    .description('test an account and store it; its API key is read from a prompt or from standard input')
    .addOption(new Option('--kind <kind>', 'what it connects').choices(Object.keys(CONNECTION_KINDS)))
    .option('--url <address>', "where its API answers; Atera's own unless given")
    .option('--db <name>', 'name of the Odoo database')
    .option('--login <login>', "login of the key's user; only Odoo before 19 wants it")
    .option('--requests-per-minute <count>', 'most requests in any sliding minute', countArgument(10_000))
    .option('--replace', 'take the place of the one of that name; what is not given stays as it is')
    .option(...JSON_OPTION)
    .action((name: string, options: AddConnectionOptions) => addConnection(io, name, options));
  connections
    .command('list')
    .description('show all connections, without their credentials')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) => listConnections(io, options));
  connections
    .command('test <name>')
    .description('ask an account whether it takes its key')
    .option(...JSON_OPTION)
    .action(async (name: string, options: { json?: boolean }) => end(await testConnection(io, name, options)));
  connections
    .command('remove <name>')
    .description('delete a connection, its credentials and all that was read from it')
    .option('--yes', 'do not ask')
    .action(async (name: string, options: { yes?: boolean }) => end(await removeConnection(io, name, options)));
  connections
    .command('webhook <name>')
    .description('make the secret address that the upstream calls when something changed; the one before it ends')
    .option('--remove', 'end it instead')
    .option(...JSON_OPTION)
    .action((name: string, options: { remove?: boolean; json?: boolean }) => webhookOf(io, name, options));

  program
    .command('secrets')
    .description('stored credentials')
    .command('rotate')
    .description('encrypt them with VIGIE_SECRET_KEY; VIGIE_SECRET_KEY_PREVIOUS holds the key before')
    .option(...JSON_OPTION)
    .action((options: { json?: boolean }) => rotateSecrets(io, options));
}
