import { setTimeout as sleep } from 'node:timers/promises';

import type { JobRunAnswer } from '../../../jobs/job-answer.ts';
import type { Backend } from '../../backend/backend.ts';
import { withBackend } from '../../backend/connect.ts';
import { EXIT, type ExitCode } from '../../terminal/exit.ts';
import { type Io, printJson, printLines } from '../../terminal/io.ts';
import { printTable } from '../../terminal/print-table.ts';
import { paintFor } from '../../terminal/text/paint.ts';
import { CELLS, TITLES } from '../../titles.ts';
import { checkLines } from '../check-lines.ts';

interface JsonOption {
  json?: boolean;
}

/** Shows all jobs with their last runs. */
export async function listJobs(io: Io, { json = false }: JsonOption): Promise<void> {
  const jobs = await withBackend(io, (backend) => backend.jobs.list());
  if (json) {
    printJson(io, { jobs });
    return;
  }
  printTable(
    io,
    [TITLES.job, TITLES.schedule, TITLES.timezone, TITLES.next, TITLES.last, TITLES.state, TITLES.outcome],
    jobs.map(({ name, schedule, timezone, nextAt, last }) => [
      name,
      schedule ?? CELLS.off[io.language],
      timezone,
      nextAt ?? CELLS.never[io.language],
      last?.finishedAt ?? last?.startedAt ?? last?.dueAt ?? '',
      last?.state ?? '',
      outcomeOf(io, last),
    ])
  );
}

/** Does a job now, and waits until it is known what it came to. */
export async function runJob(io: Io, name: string, { json = false }: JsonOption): Promise<ExitCode> {
  const run = await withBackend(io, async (backend) => settled(backend, await backend.jobs.run(name)));
  if (json) {
    printJson(io, run);
  } else {
    const found = (run.checks ?? []).filter(({ state }) => state !== 'ok');
    printLines(io, [
      `${run.job}${io.language === 'fr' ? ' ' : ''}: ${run.state}. ${outcomeOf(io, run)}`,
      ...found.flatMap((check) => checkLines(check, io.language, paintFor(io.stdout, io.env))),
    ]);
  }
  return run.state === 'done' ? EXIT.fine : EXIT.failed;
}

const outcomeOf = ({ language }: Io, run: JobRunAnswer | null): string =>
  (run?.error ?? run?.summary)?.[language] ?? '';

const LOOK_EVERY_MS = 500;
/** The counters of a large database take minutes to be examined. */
const PATIENCE_MS = 30 * 60_000;

/** Until the run has ended: one that is tried again later is not waited for. */
async function settled(backend: Backend, asked: JobRunAnswer): Promise<JobRunAnswer> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const job = (await backend.jobs.list()).find(({ name }) => name === asked.job);
    const run = [job?.last, job?.lastDone].find((each) => each?.id === asked.id) ?? asked;
    const isOpen = run.state === 'running' || (run.state === 'pending' && run.nextAttemptAt === null);
    if (!isOpen || performance.now() > until) {
      return run;
    }
    await sleep(LOOK_EVERY_MS);
  }
}
