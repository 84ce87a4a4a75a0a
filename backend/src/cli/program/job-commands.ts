import type { Command } from 'commander';

import { listJobs, runJob } from '../commands/jobs.ts';
import type { ExitCode } from '../terminal/exit.ts';
import type { Io } from '../terminal/io.ts';

/** Adds `jobs …` to the program. */
export function addJobCommands(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const jobs = program.command('jobs').description('what the backend does at a time of day: purge, tidyUp, doctor');
  jobs
    .command('list')
    .description('show when each job is due next, and what became of its last run')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) => listJobs(io, options));
  jobs
    .command('run <name>')
    .description('do a job now, and wait for the outcome')
    .option('--json', 'print JSON')
    .action(async (name: string, options: { json?: boolean }) => end(await runJob(io, name, options)));
}
