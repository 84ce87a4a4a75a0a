import { Command, CommanderError, Option } from 'commander';

import { VERSION } from '../main/version.ts';
import { LANGUAGES } from './board/texts.ts';
import { type AuditOptions, showAudit } from './commands/audit.ts';
import { backUpStore, restoreStore, type RestoreStoreOptions } from './commands/backup.ts';
import { type BoardOptions, showBoard } from './commands/board.ts';
import { type DemoOptions, runDemo } from './commands/demo.ts';
import { diagnose, type DoctorOptions } from './commands/doctor.ts';
import { migrateStore } from './commands/migrate.ts';
import { FORMATS, type QueryOptions, runQuery } from './commands/query.ts';
import { serve } from './commands/serve.ts';
import { type SyncOptions, syncSources } from './commands/sync.ts';
import { createToken, type CreateTokenOptions, listTokens, revokeToken } from './commands/token.ts';
import {
  collectParam,
  collectText,
  countArgument,
  daysArgument,
  instantArgument,
  timezoneArgument,
} from './program/arguments.ts';
import { addConnectionCommands } from './program/connection-commands.ts';
import { addGrafanaCommands } from './program/grafana-commands.ts';
import { addJobCommands } from './program/job-commands.ts';
import { addReportCommands } from './program/report-commands.ts';
import { addScreenCommands } from './program/screen-commands.ts';
import { EXIT, type ExitCode, UsageError } from './terminal/exit.ts';
import { type Io, processIo } from './terminal/io.ts';
import { handleLostOutput } from './terminal/lost-output.ts';
import { printError } from './terminal/print-error.ts';

/**
 * The `vigie` command.
 * @param argv Arguments after the program's name.
 * @returns How it ended; for `serve`, how it started.
 */
export async function main(argv: readonly string[], io: Io = processIo): Promise<ExitCode> {
  if (io === processIo) {
    handleLostOutput(process);
  }
  let exitCode: ExitCode = EXIT.fine;
  const program = buildProgram(io, (code) => (exitCode = code));
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exitCode;
  } catch (error) {
    return fail(error, io);
  }
}

/** The command line with all its commands; `end` learns how one ended that says more than "fine". */
export function buildProgram(io: Io, end: (code: ExitCode) => void): Command {
  const program = new Command('vigie')
    .description('Ticket board and shop visitor counters for Grafana. Configuration: docs/configuration.md')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHasColors: () => io.stdout.isTTY === true,
    });
  const json = ['--json', 'print JSON'] as const;

  program
    .command('serve')
    .description('run the backend')
    .action(() => serve(io));
  program
    .command('migrate')
    .description('bring the store up to date')
    .action(() => migrateStore(io));
  program
    .command('backup <file>')
    .description('write the whole store into a file, while the backend runs or not')
    .action((file: string) => backUpStore(io, file));
  program
    .command('restore <file>')
    .description('make the store what a backup holds; all backends must be stopped')
    .option('--replace', 'delete what the store holds now')
    .option('--without-key', 'also when the credentials in it cannot be opened with VIGIE_SECRET_KEY')
    .action((file: string, options: RestoreStoreOptions) => restoreStore(io, file, options));
  program
    .command('sync')
    .description('read all sources now')
    .option('--full', 'compare everything instead of what changed')
    .option(...json)
    .action(async (options: SyncOptions) => end(await syncSources(io, options)));
  program
    .command('board')
    .description('print the ticket board')
    .addOption(new Option('--language <language>', 'language of the board').choices(LANGUAGES).default('fr-FR'))
    .option(...json)
    .action((options: BoardOptions) => showBoard(io, options));
  program
    .command('query <dataset>')
    .description('run one query and print its rows')
    .option('-p, --param <name=value>', 'a parameter of the dataset; may come several times', collectParam)
    .option('--from <instant>', 'start of the range', instantArgument)
    .option('--to <instant>', 'end of the range', instantArgument)
    .option('--timezone <name>', 'IANA time zone of the range', timezoneArgument)
    .addOption(new Option('--format <format>', 'form of the output').choices(FORMATS).default('table'))
    .option('--token <token>', 'see what this token may see, instead of everything')
    .action((dataset: string, options: QueryOptions) => runQuery(io, dataset, options));
  program
    .command('doctor')
    .description('test every part, and say what is wrong and what to do')
    .option('--isolation', 'try to see rows of other enterprises as each tenant, on the running server')
    .option(...json)
    .action(async (options: DoctorOptions) => end(await diagnose(io, options)));
  program
    .command('audit')
    .description('show what was changed through Vigie, and who was refused, newest first')
    .option('--limit <count>', 'how many entries, at most 1000', countArgument(1000), 50)
    .option('--action <name>', 'only one action, e.g. token.create, or one kind, e.g. token')
    .addOption(new Option('--refused', 'only refused attempts').conflicts('action'))
    .option(...json)
    .action((options: AuditOptions) => showAudit(io, options));
  program
    .command('demo')
    .description('run the whole product on this machine with invented data (in a checkout)')
    .option('--once', 'print the board and end')
    .action(async (options: DemoOptions) => end(await runDemo(io, options)));

  const token = program.command('token').description('bearer tokens');
  token
    .command('create')
    .description('make a token and show it, once')
    .requiredOption('--name <name>', 'what the token is for')
    .requiredOption('--scopes <scopes>', 'what it may do, with commas: tickets:read,counters:read,sites:write,admin')
    .option('--enterprise <name>', 'an enterprise it may see; several times for several; none for all', collectText)
    .option('--connection <name>', 'a connection it may see; several times for several; none for all', collectText)
    .option(
      '--client <name>',
      'a client of the rules whose tickets it may see; several times for several; none for all',
      collectText
    )
    .option('--show <field>', 'with --client: what else it sees of a ticket: technician, queue or status', collectText)
    .option('--expires <time>', 'life time, e.g. 90d or 52w; none for ever', daysArgument)
    .option(...json)
    .action((options: CreateTokenOptions) => createToken(io, options));
  token
    .command('list')
    .description('show all tokens, without their secrets')
    .option(...json)
    .action((options: { json?: boolean }) => listTokens(io, options));
  token
    .command('revoke <id>')
    .description('end a token at once')
    .action((id: string) => revokeToken(io, id));

  addConnectionCommands(program, io, end);
  addGrafanaCommands(program, io, end);
  addReportCommands(program, io, end);
  addJobCommands(program, io, end);
  addScreenCommands(program, io);
  return program;
}

/** How the command ends after an error, which is written first. */
function fail(error: unknown, io: Io): ExitCode {
  if (error instanceof CommanderError) {
    // Commander has already written the message; help and version end with code 0.
    return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  }
  printError(io, error);
  return error instanceof UsageError ? EXIT.usage : EXIT.failed;
}
