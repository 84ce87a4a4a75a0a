import type { Command } from 'commander';

import { applyGrafana, type GrafanaOptions, grafanaStatus, planGrafana } from './commands/grafana.ts';
import type { ExitCode } from './exit.ts';
import type { Io } from './io.ts';

/** `vigie grafana …`: what a Grafana server should hold, over its HTTP API. */
export function addGrafanaCommands(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const grafana = program
    .command('grafana')
    .description('the Grafana server: name, home page, playlist of the main org');
  const commands = [
    ['plan', 'show what apply would change', planGrafana],
    ['apply', 'make the server what the rules say', applyGrafana],
    ['status', 'say whether the server is as the rules say; fails when not', grafanaStatus],
  ] as const;
  for (const [name, description, run] of commands) {
    grafana
      .command(name)
      .description(description)
      .option('--json', 'print JSON')
      .action(async (options: GrafanaOptions) => end(await run(io, options)));
  }
}
