import { listJobs, runJob } from '../commands/operating/jobs.ts';
import type { LocalizedCommand } from '../localized-command.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';

/** Adds `jobs …` to the program. */
export function addJobCommands(program: LocalizedCommand, io: Io, end: (code: ExitCode) => void): void {
  const jobs = program.subcommand('jobs', {
    fr: 'ce que le serveur fait à heure fixe : purge, tidyUp, doctor',
    en: 'what the backend does at a time of day: purge, tidyUp, doctor',
  });
  jobs
    .subcommand('list', {
      fr: 'montrer quand revient chaque tâche, et ce qu’a donné la dernière fois',
      en: 'show when each job is due next, and what became of its last run',
    })
    .json()
    .action((options: { json?: boolean }) => listJobs(io, options));
  jobs
    .subcommand('run <name>', {
      fr: 'faire une tâche maintenant, et en attendre l’issue',
      en: 'do a job now, and wait for the outcome',
    })
    .json()
    .action(async (name: string, options: { json?: boolean }) => end(await runJob(io, name, options)));
}
