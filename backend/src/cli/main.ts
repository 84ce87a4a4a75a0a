import { Command, CommanderError } from 'commander';

import { VERSION } from '../main/version.ts';
import { type AuditOptions, showAudit } from './commands/access/audit.ts';
import { createToken, type CreateTokenOptions, listTokens, revokeToken } from './commands/access/token.ts';
import { type BoardOptions, showBoard } from './commands/board.ts';
import { backUpStore, restoreStore, type RestoreStoreOptions } from './commands/operating/backup.ts';
import { type DemoOptions, runDemo } from './commands/operating/demo.ts';
import { diagnose, type DoctorOptions } from './commands/operating/doctor.ts';
import { migrateStore } from './commands/operating/migrate.ts';
import { serve } from './commands/operating/serve.ts';
import { type SyncOptions, syncSources } from './commands/operating/sync.ts';
import { FORMATS, type QueryOptions, runQuery } from './commands/query.ts';
import { argumentsError } from './help-texts.ts';
import { LANGUAGE_CHOICES, languageOf } from './language.ts';
import { LocalizedCommand } from './localized-command.ts';
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
import { type Io, processSurroundings, type Surroundings } from './terminal/io.ts';
import { handleLostOutput } from './terminal/lost-output.ts';
import { printError } from './terminal/print-error.ts';

/**
 * The `vigie` command.
 * @param argv Arguments after the program's name.
 * @returns How it ended; for `serve`, how it started.
 */
export async function main(
  argv: readonly string[],
  surroundings: Surroundings = processSurroundings
): Promise<ExitCode> {
  const io: Io = { ...surroundings, language: languageOf(argv, surroundings.env) };
  if (surroundings === processSurroundings) {
    handleLostOutput(process, io.language);
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
  const program = new Command('vigie').exitOverride().configureOutput({
    writeOut: (text) => void io.stdout.write(text),
    writeErr: (text) => void io.stderr.write(text),
    outputError: (text, write) => write(`${argumentsError(text.trimEnd(), io.language)}\n`),
    getOutHasColors: () => io.stdout.isTTY === true,
  });
  const version = { fr: 'montrer la version', en: 'output the version number' };
  program.version(VERSION, '-V, --version', version[io.language]);
  const description = {
    fr: 'Tableau des tickets et compteurs de visiteurs pour Grafana. Configuration : docs/configuration.md',
    en: 'Ticket board and shop visitor counters for Grafana. Configuration: docs/configuration.md',
  };
  program.description(description[io.language]);
  const root = new LocalizedCommand(program, io.language).choice(
    '--language <language>',
    {
      fr: 'langue de la sortie ; sinon VIGIE_LANGUAGE, LC_ALL, LC_MESSAGES, LANG',
      en: 'language of the output; else VIGIE_LANGUAGE, LC_ALL, LC_MESSAGES, LANG',
    },
    LANGUAGE_CHOICES
  );
  addStoreCommands(root, io);
  addReadingCommands(root, io, end);
  addTokenCommands(root, io);
  addConnectionCommands(root, io, end);
  addGrafanaCommands(root, io, end);
  addReportCommands(root, io, end);
  addJobCommands(root, io, end);
  addScreenCommands(root, io);
  return program;
}

function addStoreCommands(root: LocalizedCommand, io: Io): void {
  root.subcommand('serve', { fr: 'lancer le serveur', en: 'run the backend' }).action(() => serve(io));
  root
    .subcommand('migrate', { fr: 'mettre la base à jour', en: 'bring the store up to date' })
    .action(() => migrateStore(io));
  root
    .subcommand('backup <file>', {
      fr: 'écrire toute la base dans un fichier, que le serveur tourne ou non',
      en: 'write the whole store into a file, while the backend runs or not',
    })
    .action((file: string) => backUpStore(io, file));
  root
    .subcommand('restore <file>', {
      fr: 'remplir la base d’après une sauvegarde ; tous les serveurs doivent être arrêtés',
      en: 'make the store what a backup holds; all backends must be stopped',
    })
    .option('--replace', { fr: 'effacer ce que la base contient', en: 'delete what the store holds now' })
    .option('--without-key', {
      fr: 'même si VIGIE_SECRET_KEY n’ouvre pas les identifiants qu’elle contient',
      en: 'also when the credentials in it cannot be opened with VIGIE_SECRET_KEY',
    })
    .action((file: string, options: RestoreStoreOptions) => restoreStore(io, file, options));
}

function addReadingCommands(root: LocalizedCommand, io: Io, end: (code: ExitCode) => void): void {
  root
    .subcommand('sync', { fr: 'lire toutes les sources maintenant', en: 'read all sources now' })
    .option('--full', { fr: 'tout comparer, et non ce qui a changé', en: 'compare everything instead of what changed' })
    .json()
    .action(async (options: SyncOptions) => end(await syncSources(io, options)));
  root
    .subcommand('board', { fr: 'écrire le tableau des tickets', en: 'print the ticket board' })
    .json()
    .action((options: BoardOptions) => showBoard(io, options));
  root
    .subcommand('query <dataset>', {
      fr: 'poser une requête et écrire ses lignes',
      en: 'run one query and print its rows',
    })
    .option(
      '-p, --param <name=value>',
      {
        fr: 'un paramètre du jeu de données ; peut revenir plusieurs fois',
        en: 'a parameter of the dataset; may come several times',
      },
      collectParam
    )
    .option('--from <instant>', { fr: 'début de la période', en: 'start of the range' }, instantArgument)
    .option('--to <instant>', { fr: 'fin de la période', en: 'end of the range' }, instantArgument)
    .option(
      '--timezone <name>',
      { fr: 'fuseau horaire IANA de la période', en: 'IANA time zone of the range' },
      timezoneArgument
    )
    .choice('--format <format>', { fr: 'forme de la sortie', en: 'form of the output' }, FORMATS, { default: 'table' })
    .option('--token <token>', {
      fr: 'voir ce que voit ce jeton, et non tout',
      en: 'see what this token may see, instead of everything',
    })
    .action((dataset: string, options: QueryOptions) => runQuery(io, dataset, options));
  root
    .subcommand('doctor', {
      fr: 'essayer chaque partie, dire ce qui ne va pas et quoi faire',
      en: 'test every part, and say what is wrong and what to do',
    })
    .option('--isolation', {
      fr: 'essayer de voir les lignes d’autres entreprises au nom de chacune, sur le serveur qui tourne',
      en: 'try to see rows of other enterprises as each tenant, on the running server',
    })
    .json()
    .action(async (options: DoctorOptions) => end(await diagnose(io, options)));
  root
    .subcommand('audit', {
      fr: 'montrer ce qui a été changé par Vigie, et à qui elle a refusé, du plus récent au plus ancien',
      en: 'show what was changed through Vigie, and who was refused, newest first',
    })
    .option(
      '--limit <count>',
      { fr: 'combien de lignes, 1000 au plus', en: 'how many entries, at most 1000' },
      countArgument(1000),
      50
    )
    .option('--action <name>', {
      fr: 'une seule action, p. ex. token.create, ou un seul genre, p. ex. token',
      en: 'only one action, e.g. token.create, or one kind, e.g. token',
    })
    .exclusive('--refused', { fr: 'les refus seulement', en: 'only refused attempts' }, 'action')
    .json()
    .action((options: AuditOptions) => showAudit(io, options));
  root
    .subcommand('demo', {
      fr: 'lancer tout le produit sur cette machine avec des données inventées (depuis les sources)',
      en: 'run the whole product on this machine with invented data (in a checkout)',
    })
    .option('--once', { fr: 'écrire le tableau et s’arrêter', en: 'print the board and end' })
    .action(async (options: DemoOptions) => end(await runDemo(io, options)));
}

function addTokenCommands(root: LocalizedCommand, io: Io): void {
  const token = root.subcommand('token', { fr: 'jetons d’accès', en: 'bearer tokens' });
  token
    .subcommand('create', { fr: 'créer un jeton et le montrer, une seule fois', en: 'make a token and show it, once' })
    .required('--name <name>', { fr: 'à quoi sert le jeton', en: 'what the token is for' })
    .required('--scopes <scopes>', {
      fr: 'ce qu’il peut faire, avec des virgules : tickets:read,counters:read,sites:write,admin',
      en: 'what it may do, with commas: tickets:read,counters:read,sites:write,admin',
    })
    .option(
      '--enterprise <name>',
      {
        fr: 'une entreprise qu’il peut voir ; plusieurs fois pour plusieurs ; aucune pour toutes',
        en: 'an enterprise it may see; repeatable; default: all',
      },
      collectText
    )
    .option(
      '--connection <name>',
      {
        fr: 'une connexion qu’il peut voir ; plusieurs fois pour plusieurs ; aucune pour toutes',
        en: 'a connection it may see; repeatable; default: all',
      },
      collectText
    )
    .option(
      '--client <name>',
      {
        fr: 'un client des règles dont il peut voir les tickets ; plusieurs fois pour plusieurs ; aucun pour tous',
        en: 'a client of the rules whose tickets it may see; repeatable; default: all',
      },
      collectText
    )
    .option(
      '--show <field>',
      {
        fr: 'avec --client : ce qu’il voit de plus d’un ticket : technician, queue ou status',
        en: 'with --client: what else it sees of a ticket: technician, queue or status',
      },
      collectText
    )
    .option(
      '--expires <time>',
      {
        fr: 'durée de vie, p. ex. 90d ou 52w ; aucune pour toujours',
        en: 'lifetime, e.g. 90d or 52w; default: no expiry',
      },
      daysArgument
    )
    .json()
    .action((options: CreateTokenOptions) => createToken(io, options));
  token
    .subcommand('list', {
      fr: 'montrer tous les jetons, sans leurs secrets',
      en: 'show all tokens, without their secrets',
    })
    .json()
    .action((options: { json?: boolean }) => listTokens(io, options));
  token
    .subcommand('revoke <id>', { fr: 'mettre fin à un jeton aussitôt', en: 'end a token at once' })
    .action((id: string) => revokeToken(io, id));
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
