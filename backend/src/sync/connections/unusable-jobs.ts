import type { SourceKind } from '../../store/schema.ts';
import { createSourceStatesWriter, type ReadingProblem } from '../../store/sources/source-states-writer.ts';
import type { ConnectionJobs, JobOutcome } from './connection-jobs.ts';
import type { JobsOptions } from './connection-source.ts';

/** The jobs of a connection that cannot even be tried: its state says why, what was read before stays with its age. */
export function createUnusableJobs(
  connection: { name: string; kind: SourceKind; problem: ReadingProblem },
  { db, clock }: JobsOptions
): ConnectionJobs {
  const { name, kind, problem } = connection;
  const states = createSourceStatesWriter(db, clock, name, kind);
  const fail = async (): Promise<JobOutcome> => {
    await states.failed('tickets', problem);
    return { problem, answering: false };
  };
  return {
    register: () => states.register(['tickets'], null),
    hasFirstReading: () => Promise.resolve(true),
    reconcileAgeMs: () => Promise.resolve(undefined),
    refresh: fail,
    reconcile: fail,
    readRest: fail,
    isRestRead: () => Promise.resolve(true),
    forgetRest: () => Promise.resolve(),
  };
}
