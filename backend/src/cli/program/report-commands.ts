import type { Command } from 'commander';

import { type DueOptions, listReports, previewReport, sendReport } from '../commands/reports.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';
import { countArgument, instantArgument } from './arguments.ts';

/** Adds `report …` to the program. */
export function addReportCommands(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const report = program.command('report').description('reports by e-mail, which the rules schedule');
  report
    .command('list')
    .description('show all reports with their next due time, and what became of the last ones')
    .option('--limit <count>', 'how many due times, at most 1000', countArgument(1000), 50)
    .option('--json', 'print JSON')
    .action((options: { json?: boolean; limit: number }) => listReports(io, options));
  report
    .command('preview <name>')
    .description('write a report as it would be sent into a folder')
    .option('--enterprise <name>', 'of which enterprise; the first one unless given')
    .option('--due <instant>', 'of which due time; the last one unless given', instantArgument)
    .option('--out <folder>', 'where to', 'report')
    .option('--json', 'print JSON')
    .action((name: string, options: DueOptions & { out: string }) => previewReport(io, name, options));
  report
    .command('send <name>')
    .description('send a report now, again if it was sent, and wait for the outcome')
    .option('--enterprise <name>', 'of one enterprise only')
    .option('--due <instant>', 'of which due time; the last one unless given', instantArgument)
    .option('--json', 'print JSON')
    .action(async (name: string, options: DueOptions) => end(await sendReport(io, name, options)));
}
