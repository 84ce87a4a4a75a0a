import type { Command } from 'commander';

import { applyGrafana, type GrafanaOptions, grafanaStatus, planGrafana } from '../commands/grafana.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';
import { collectText, countArgument } from './arguments.ts';

const LONGEST_WAIT_SECONDS = 600;

/** `vigie grafana …`: what a Grafana server should hold, over its HTTP API. */
export function addGrafanaCommands(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const grafana = program
    .command('grafana')
    .description('the organisations of a Grafana server: of the company, its screens, its boards, and each enterprise');
  const add = (name: string, description: string): Command =>
    grafana.command(name).description(description).option('--json', 'print JSON');
  const decisions = (command: Command): Command =>
    command
      .option('--rotate', 'give every organisation a new token; the one before ends')
      .option(
        '--adopt <org>',
        'take over an organisation that Vigie did not make; several times for several',
        collectText
      )
      .option('--forget', 'make organisations again that this Grafana does not have')
      .option('--prune', 'remove what Vigie made for what is no longer wanted; accounts stay');

  decisions(add('plan', 'show what apply would change'))
    .option('--out <file>', 'write the plan into this new file, for "apply <file>"')
    .action(async (options: GrafanaOptions) => end(await planGrafana(io, options)));
  decisions(add('apply', 'make the server what the rules and the counters say'))
    .argument('[file]', 'a plan of "plan --out": apply it if it still holds, else change nothing')
    .option('--yes', 'with --prune: do not ask')
    .option(
      '--wait <seconds>',
      'longest wait for the alerting of new organisations',
      countArgument(LONGEST_WAIT_SECONDS)
    )
    .action(async (file: string | undefined, options: GrafanaOptions) => end(await applyGrafana(io, file, options)));
  add('status', 'say whether the server is as it should be; fails when not').action(async (options: GrafanaOptions) =>
    end(await grafanaStatus(io, options))
  );
}
