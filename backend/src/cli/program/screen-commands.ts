import { SCREEN_PAGES } from '../../domain/screens/screen.ts';
import {
  addScreen,
  type AddScreenOptions,
  listScreens,
  renameScreen,
  revokeScreen,
  screenKey,
} from '../commands/access/screens.ts';
import type { LocalizedCommand } from '../localized-command.ts';
import type { Io } from '../terminal/io.ts';
import { daysArgument } from './arguments.ts';

/** Adds `screens …` to the program. */
export function addScreenCommands(program: LocalizedCommand, io: Io): void {
  const screens = program.subcommand('screens', {
    fr: 'écrans de bureau, chacun avec un lien qui le connecte',
    en: 'office screens, each with a link that logs it in',
  });
  screens
    .subcommand('add <name>', {
      fr: 'créer un écran avec son propre compte dans Grafana, et montrer son lien, une seule fois',
      en: 'make a screen with an account of its own in Grafana, and show its link, once',
    })
    .choice(
      '--page <page>',
      { fr: 'la page qu’il montre', en: 'the page it shows' },
      SCREEN_PAGES.filter((page) => page !== 'playlist')
    )
    .exclusive(
      '--playlist',
      {
        fr: 'tableau et clients en alternance ; c’est ainsi, sauf si une page est nommée',
        en: 'board and clients in turn; so it is unless a page is given',
      },
      'page'
    )
    .option(
      '--expires <time>',
      {
        fr: 'durée de vie de son lien, p. ex. 90d ou 1y ; un an, sauf indication',
        en: 'lifetime of its link, e.g. 90d or 1y; default: a year',
      },
      daysArgument
    )
    .option('--replace', {
      fr: 'mettre d’abord fin à l’écran de ce nom, dont le lien est perdu',
      en: 'end the screen of that name first: its link was lost',
    })
    .json()
    .action((name: string, options: AddScreenOptions) => addScreen(io, name, options));
  screens
    .subcommand('list', {
      fr: 'montrer tous les écrans, avec leurs dernières nouvelles',
      en: 'show all screens, with what they last said of themselves',
    })
    .json()
    .action((options: { json?: boolean }) => listScreens(io, options));
  screens
    .subcommand('revoke <name>', {
      fr: 'mettre fin à un écran aussitôt : son compte dans Grafana est supprimé',
      en: 'end a screen at once: its account in Grafana is removed',
    })
    .action((name: string) => revokeScreen(io, name));
  screens
    .subcommand('rename <name> <to>', {
      fr: 'donner un autre nom à un écran ; son lien reste',
      en: 'give a screen another name; its link stays',
    })
    .action((name: string, to: string) => renameScreen(io, name, to));
  screens
    .subcommand('key', {
      fr: 'montrer la clé publique des liens, pour le jwk_set_file de Grafana',
      en: "show the public key of the links, for Grafana's jwk_set_file",
    })
    .option('--out <file>', { fr: 'l’écrire plutôt dans un fichier', en: 'write it into a file instead' })
    .option('--rotate', {
      fr: 'créer d’abord une autre clé : tous les liens prennent fin dès que Grafana l’a',
      en: 'make another key first: all links end when Grafana has it',
    })
    .action((options: { out?: string; rotate?: boolean }) => screenKey(io, options));
}
