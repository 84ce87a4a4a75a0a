import type { ReadingProblem } from '../../store/sources/source-states-writer.ts';

/** What one kind of upstream can be asked to do; the runner decides when. Each job records how its readings went. */
export interface ConnectionJobs {
  /** Makes the connection known to the store. */
  register(): Promise<void>;
  /** False while the store holds nothing of this connection: then {@link reconcile} comes first. */
  hasFirstReading(): Promise<boolean>;
  /** Age of the last reconcile by the business clock, in milliseconds; undefined when there was none. */
  reconcileAgeMs(): Promise<number | undefined>;
  /** Reads what changed. */
  refresh(signal: AbortSignal): Promise<JobOutcome>;
  /** Reads everything the board needs and finds out what vanished. */
  reconcile(signal: AbortSignal): Promise<JobOutcome>;
  /** Reads what no board needs at once (history), page after page; resumes where it was interrupted. */
  readRest(signal: AbortSignal): Promise<JobOutcome>;
  isRestRead(): Promise<boolean>;
  /** Lets the next {@link readRest} begin again from the start. */
  forgetRest(): Promise<void>;
}

export interface JobOutcome {
  /** The first thing that did not go well. */
  problem: ReadingProblem | null;
  /** False when the upstream as a whole does not answer or refuses us: no use in asking for more now. */
  answering: boolean;
  /** True when a list did not come whole, which is said with the source: worth another try before its time. */
  incomplete?: boolean;
}

export const ALL_WELL: JobOutcome = { problem: null, answering: true };
