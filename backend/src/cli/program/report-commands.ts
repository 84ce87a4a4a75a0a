import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type DueOptions, listReports, previewReport, sendReport } from '../commands/reports.ts';
import type { LocalizedCommand } from '../localized-command.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';
import { countArgument, instantArgument } from './arguments.ts';

const DUE: LocalizedText = {
  fr: 'de quelle échéance ; la dernière, sauf indication',
  en: 'of which due time; the last one unless given',
};

/** Adds `report …` to the program. */
export function addReportCommands(program: LocalizedCommand, io: Io, end: (code: ExitCode) => void): void {
  const report = program.subcommand('report', {
    fr: 'rapports par e-mail, que les règles planifient',
    en: 'reports by e-mail, which the rules schedule',
  });
  report
    .subcommand('list', {
      fr: 'montrer tous les rapports avec leur prochaine échéance, et ce que sont devenus les derniers',
      en: 'show all reports with their next due time, and what became of the last ones',
    })
    .option(
      '--limit <count>',
      { fr: 'combien d’échéances, 1000 au plus', en: 'how many due times, at most 1000' },
      countArgument(1000),
      50
    )
    .json()
    .action((options: { json?: boolean; limit: number }) => listReports(io, options));
  report
    .subcommand('preview <name>', {
      fr: 'écrire un rapport dans un dossier, tel qu’il partirait',
      en: 'write a report as it would be sent into a folder',
    })
    .option('--enterprise <name>', {
      fr: 'de quelle entreprise ; la première, sauf indication',
      en: 'of which enterprise; the first one unless given',
    })
    .option('--due <instant>', DUE, instantArgument)
    .option('--out <folder>', { fr: 'où', en: 'where to' }, (folder: string) => folder, 'report')
    .json()
    .action((name: string, options: DueOptions & { out: string }) => previewReport(io, name, options));
  report
    .subcommand('send <name>', {
      fr: 'envoyer un rapport maintenant, de nouveau s’il est déjà parti, et en attendre l’issue',
      en: 'send a report now, again if it was sent, and wait for the outcome',
    })
    .option('--enterprise <name>', { fr: 'd’une seule entreprise', en: 'of one enterprise only' })
    .option('--due <instant>', DUE, instantArgument)
    .json()
    .action(async (name: string, options: DueOptions) => end(await sendReport(io, name, options)));
}
