import { type Command, Option } from 'commander';

import { SCREEN_PAGES } from '../../domain/screens/screen.ts';
import {
  addScreen,
  type AddScreenOptions,
  listScreens,
  renameScreen,
  revokeScreen,
  screenKey,
} from '../commands/screens.ts';
import type { Io } from '../terminal/io.ts';
import { daysArgument } from './arguments.ts';

/** Adds `screens …` to the program. */
export function addScreenCommands(program: Command, io: Io): void {
  const screens = program.command('screens').description('office screens, each with a link that logs it in');
  screens
    .command('add <name>')
    .description('make a screen with an account of its own in Grafana, and show its link, once')
    .addOption(
      new Option('--page <page>', 'the page it shows').choices(SCREEN_PAGES.filter((page) => page !== 'playlist'))
    )
    .addOption(new Option('--playlist', 'board and clients in turn; so it is unless a page is given').conflicts('page'))
    .option('--expires <time>', 'life time of its link, e.g. 90d or 1y; a year unless given', daysArgument)
    .option('--replace', 'end the screen of that name first: its link was lost')
    .option('--json', 'print JSON')
    .action((name: string, options: AddScreenOptions) => addScreen(io, name, options));
  screens
    .command('list')
    .description('show all screens, with what they last said of themselves')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => listScreens(io, options));
  screens
    .command('revoke <name>')
    .description('end a screen at once: its account in Grafana is removed')
    .action((name: string) => revokeScreen(io, name));
  screens
    .command('rename <name> <to>')
    .description('give a screen another name; its link stays')
    .action((name: string, to: string) => renameScreen(io, name, to));
  screens
    .command('key')
    .description("show the public key of the links, for Grafana's jwk_set_file")
    .option('--out <file>', 'write it into a file instead')
    .option('--rotate', 'make another key first: all links end when Grafana has it')
    .action((options: { out?: string; rotate?: boolean }) => screenKey(io, options));
}
