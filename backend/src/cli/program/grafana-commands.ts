import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { applyGrafana, type GrafanaOptions, grafanaStatus, planGrafana } from '../commands/grafana.ts';
import type { LocalizedCommand } from '../localized-command.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';
import { collectText, countArgument } from './arguments.ts';

const LONGEST_WAIT_SECONDS = 600;

/** `vigie grafana …`: what a Grafana server should hold, over its HTTP API. */
export function addGrafanaCommands(program: LocalizedCommand, io: Io, end: (code: ExitCode) => void): void {
  const grafana = program.subcommand('grafana', {
    fr: 'les organisations d’un serveur Grafana : de la société, de ses écrans, de ses tableaux et de chaque entreprise',
    en: 'the organisations of a Grafana server: of the company, its screens, its boards, and each enterprise',
  });
  const add = (name: string, text: LocalizedText): LocalizedCommand => grafana.subcommand(name, text).json();
  const decisions = (command: LocalizedCommand): LocalizedCommand =>
    command
      .option('--rotate', {
        fr: 'donner un nouveau jeton à chaque organisation ; le précédent prend fin',
        en: 'give every organisation a new token; the one before ends',
      })
      .option(
        '--adopt <org>',
        {
          fr: 'reprendre une organisation que Vigie n’a pas créée ; plusieurs fois pour plusieurs',
          en: 'take over an organisation that Vigie did not make; several times for several',
        },
        collectText
      )
      .option('--forget', {
        fr: 'recréer les organisations que ce Grafana n’a pas',
        en: 'make organisations again that this Grafana does not have',
      })
      .option('--prune', {
        fr: 'retirer ce que Vigie a créé et dont plus rien n’a besoin ; les comptes restent',
        en: 'remove what Vigie made for what is no longer wanted; accounts stay',
      });

  decisions(add('plan', { fr: 'montrer ce qu’apply changerait', en: 'show what apply would change' }))
    .option('--out <file>', {
      fr: 'écrire le plan dans ce nouveau fichier, pour « apply <file> »',
      en: 'write the plan into this new file, for "apply <file>"',
    })
    .action(async (options: GrafanaOptions) => end(await planGrafana(io, options)));
  decisions(
    add('apply', {
      fr: 'mettre le serveur en accord avec les règles et les compteurs',
      en: 'make the server what the rules and the counters say',
    })
  )
    .argument('[file]', {
      fr: 'un plan de « plan --out » : l’appliquer s’il vaut encore, sinon ne rien changer',
      en: 'a plan of "plan --out": apply it if it still holds, else change nothing',
    })
    .option('--yes', { fr: 'avec --prune : ne pas demander', en: 'with --prune: do not ask' })
    .option(
      '--wait <seconds>',
      {
        fr: 'attente la plus longue des alertes de nouvelles organisations',
        en: 'longest wait for the alerting of new organisations',
      },
      countArgument(LONGEST_WAIT_SECONDS)
    )
    .action(async (file: string | undefined, options: GrafanaOptions) => end(await applyGrafana(io, file, options)));
  add('status', {
    fr: 'dire si le serveur est comme il doit être ; échoue sinon',
    en: 'say whether the server is as it should be; fails when not',
  }).action(async (options: GrafanaOptions) => end(await grafanaStatus(io, options)));
}
