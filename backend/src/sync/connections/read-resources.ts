import type { SourceResource } from '../../store/schema.ts';
import type { ReadingProblem, SourceStatesWriter } from '../../store/sources/source-states-writer.ts';
import { UpstreamError } from '../../upstreams/http/errors.ts';
import type { JobOutcome } from './connection-jobs.ts';

export interface ResourceStep {
  resource: SourceResource;
  read: () => Promise<void>;
}

/**
 * Reads one resource after the other and records failures with each. A failure that concerns the whole connection
 * (a dead key, no answer) is recorded with the following resources too, without asking for them.
 * @throws what is no failure of the upstream, and the end of a reading that was given up
 */
export async function readResources(states: SourceStatesWriter, steps: readonly ResourceStep[]): Promise<JobOutcome> {
  let first: ReadingProblem | null = null;
  let blocked: ReadingProblem | null = null;
  for (const { resource, read } of steps) {
    if (blocked !== null) {
      await states.failed(resource, blocked);
      continue;
    }
    try {
      await read();
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.kind === 'aborted') {
        throw error;
      }
      const problem = { code: error.kind, text: error.text };
      await states.failed(resource, problem);
      first ??= problem;
      blocked = error.concernsWholeConnection ? problem : null;
    }
  }
  return { problem: first, answering: blocked === null };
}

/** As {@link readResources}, of whole lists: says whether one of them is not whole. */
export async function reconcileResources(
  states: SourceStatesWriter,
  steps: readonly ResourceStep[]
): Promise<JobOutcome> {
  const outcome = await readResources(states, steps);
  const read = await Promise.all(steps.map(({ resource }) => states.get(resource)));
  return { ...outcome, incomplete: read.some((state) => state !== undefined && state.list_error !== null) };
}
