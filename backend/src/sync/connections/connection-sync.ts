import type { Logger } from '../../main/logger.ts';
import type { ReadingStanding, SyncPhase } from '../../operation/standing.ts';
import type { ReadingProblem } from '../../store/sources/source-states-writer.ts';
import { NO_TRACING, type Tracing } from '../../tracing/tracing.ts';
import { UpstreamError } from '../../upstreams/http/errors.ts';
import { Due } from '../due.ts';
import { ALL_WELL, type ConnectionJobs, type JobOutcome } from './connection-jobs.ts';

export interface RunOptions {
  /** Ends the run: stop, or leadership lost. */
  signal: AbortSignal;
  /** Reconciles and reads everything again, and waits for it. */
  full: boolean;
  /** Leaves reconcile and history to the background instead of waiting for them. */
  background: boolean;
}

/** How a run went, for the command line and `POST /v1/sync`. */
export interface ConnectionReport {
  connection: string;
  ok: boolean;
  error: ReadingProblem | null;
  durationMs: number;
}

interface QueuedRun {
  options: RunOptions;
  report: Promise<ConnectionReport>;
}

/** Decides what one connection reads when. Runs never overlap; reconcile and history go on beside the refreshes. */
export class ConnectionSync {
  readonly name: string;
  readonly #jobs: ConnectionJobs;
  readonly #logger: Logger;
  readonly #reconcileIntervalMs: number;
  readonly #tracing: Tracing;
  readonly #underWay = new Map<string, Promise<JobOutcome>>();
  /** When each reading under way began. */
  readonly #phases = new Map<SyncPhase, number>();
  /** A full reading that is whole is not due any more; this is how long one that cannot be is left alone at most. */
  readonly #restDue = new Due(REST_INTERVAL_MS);
  #reconcileDue: Due | undefined;
  #lastProblem: string | undefined;
  #current: Promise<ConnectionReport> | undefined;
  #queued: QueuedRun | undefined;

  /** @param tracing records each reading */
  constructor(
    name: string,
    jobs: ConnectionJobs,
    logger: Logger,
    reconcileIntervalMs: number,
    tracing: Tracing = NO_TRACING
  ) {
    this.name = name;
    this.#tracing = tracing;
    this.#jobs = jobs;
    this.#logger = logger.child({ connection: name });
    this.#reconcileIntervalMs = reconcileIntervalMs;
  }

  /** Runs now, unless a run is still under way (overrun guard of the interval). */
  async runUnlessBusy(options: RunOptions): Promise<void> {
    if (this.#current !== undefined) {
      this.#logger.debug('the last run is still under way');
      return;
    }
    await this.run(options);
  }

  /** Runs now, or once more after the run under way; callers that wait meanwhile share that one. */
  run(options: RunOptions): Promise<ConnectionReport> {
    if (this.#current === undefined) {
      return this.#begin(options);
    }
    if (this.#queued !== undefined) {
      this.#queued.options = { ...options, full: options.full || this.#queued.options.full };
      return this.#queued.report;
    }
    const queued: QueuedRun = { options, report: this.#current.then(() => this.#beginQueued()) };
    this.#queued = queued;
    return queued.report;
  }

  /** What is being read. */
  standing(): ReadingStanding[] {
    const now = performance.now();
    return [...this.#phases].map(([phase, since]) => ({
      connection: this.name,
      phase,
      seconds: (now - since) / 1_000,
    }));
  }

  /** Resolves when nothing is under way any more; abort the runs' signal first. */
  async settled(): Promise<void> {
    await Promise.allSettled([this.#current, this.#queued?.report, ...this.#underWay.values()]);
  }

  #beginQueued(): Promise<ConnectionReport> {
    const options = this.#queued?.options;
    this.#queued = undefined;
    if (options === undefined) {
      throw new Error('a queued run lost its options');
    }
    return this.#begin(options);
  }

  #begin(options: RunOptions): Promise<ConnectionReport> {
    const startedAt = performance.now();
    this.#current = this.#guarded('run', () => this.#run(options), options.signal)
      .then(({ problem }) => ({
        connection: this.name,
        ok: problem === null,
        error: problem,
        durationMs: Math.round(performance.now() - startedAt),
      }))
      .finally(() => {
        this.#current = undefined;
      });
    return this.#current;
  }

  async #run(options: RunOptions): Promise<JobOutcome> {
    await this.#prepare();
    const outcome = (await this.#jobs.hasFirstReading())
      ? await this.#during('refresh', () => this.#jobs.refresh(options.signal))
      : await this.#reconcile(options.signal);
    this.#logChange(outcome);
    // While an upstream is away, one try a run is enough: nothing else is started.
    if (!outcome.answering) {
      return outcome;
    }
    const more = await this.#readMore(options);
    return { problem: outcome.problem ?? more.problem, answering: more.answering };
  }

  async #prepare(): Promise<void> {
    if (this.#reconcileDue === undefined) {
      await this.#jobs.register();
      const ageMs = (await this.#jobs.reconcileAgeMs()) ?? Number.POSITIVE_INFINITY;
      // Since a clock was set back, the last one may lie in the future: it was just done at the most.
      const sinceMs = Math.min(this.#reconcileIntervalMs, Math.max(0, ageMs));
      this.#reconcileDue = new Due(this.#reconcileIntervalMs, this.#reconcileIntervalMs - sinceMs);
    }
  }

  async #readMore({ full, background, signal }: RunOptions): Promise<JobOutcome> {
    if (full) {
      await this.#underWay.get(REST);
      await this.#jobs.forgetRest();
    }
    const due: Array<() => Promise<JobOutcome>> = [];
    if (full || this.#reconcileDue?.isDue() === true) {
      due.push(() => this.#reconcile(signal));
    }
    if (full || (this.#restDue.isDue() && !(await this.#jobs.isRestRead()))) {
      due.push(() => this.#readRest(signal));
    }
    // Side by side, so that a long history does not hold up a reconcile.
    const outcomes = Promise.all(due.map((start) => start()));
    if (background && !full) {
      return ALL_WELL;
    }
    return (await outcomes).find(({ problem }) => problem !== null) ?? ALL_WELL;
  }

  #reconcile(signal: AbortSignal): Promise<JobOutcome> {
    return this.#once(
      'reconcile',
      () => this.#during('reconcile', () => this.#jobs.reconcile(signal)),
      signal,
      this.#reconcileDue
    );
  }

  #readRest(signal: AbortSignal): Promise<JobOutcome> {
    return this.#once(
      REST,
      () => this.#during('full_reading', () => this.#jobs.readRest(signal)),
      signal,
      this.#restDue
    );
  }

  /** Starts a long job, or joins it when it is under way already. */
  #once(name: string, job: () => Promise<JobOutcome>, signal: AbortSignal, due?: Due): Promise<JobOutcome> {
    const underWay = this.#underWay.get(name);
    if (underWay !== undefined) {
      return underWay;
    }
    const started = this.#guarded(name, job, signal)
      .then((outcome) => {
        const { problem, incomplete = false } = outcome;
        if (problem === null ? incomplete : !PERMANENT_CODES.has(problem.code)) {
          due?.failed();
        } else {
          due?.succeeded();
        }
        return outcome;
      })
      .finally(() => this.#underWay.delete(name));
    this.#underWay.set(name, started);
    return started;
  }

  async #during(phase: SyncPhase, job: () => Promise<JobOutcome>): Promise<JobOutcome> {
    this.#phases.set(phase, performance.now());
    const attributes = { 'vigie.connection': this.name, 'vigie.phase': phase };
    try {
      return await this.#tracing.root({ name: `read ${phase}`, attributes }, async (span) => {
        const outcome = await job();
        span?.set({ 'vigie.outcome': outcome.problem?.code ?? 'ok' });
        return outcome;
      });
    } finally {
      this.#phases.delete(phase);
    }
  }

  /** Nothing a job throws may escape: runs have no one above them. */
  async #guarded(name: string, job: () => Promise<JobOutcome>, signal: AbortSignal): Promise<JobOutcome> {
    try {
      return await job();
    } catch (error) {
      if (signal.aborted || (error instanceof UpstreamError && error.kind === 'aborted')) {
        const text = {
          fr: 'La lecture a été abandonnée : la synchronisation s’est arrêtée',
          en: 'The reading was given up: the synchronisation stopped',
        };
        return { problem: { code: 'aborted', text }, answering: false };
      }
      this.#logger.error({ err: error }, `${name} failed`);
      const text = {
        fr: 'La lecture a échoué pour une raison propre à Vigie : voir le journal',
        en: 'The reading failed for a reason of our own: see the log',
      };
      return { problem: { code: 'internal', text }, answering: false };
    }
  }

  /** Once an outage, not once a run. */
  #logChange({ problem }: JobOutcome): void {
    if (problem?.code !== this.#lastProblem) {
      this.#lastProblem = problem?.code;
      if (problem === null) {
        this.#logger.info('readings succeed again');
      } else {
        this.#logger.warn({ code: problem.code }, problem.text.en);
      }
    }
  }
}

const REST = 'full reading';
const REST_INTERVAL_MS = 6 * 60 * 60_000;

/** Problems that trying again soon does not solve: a person must change the key's rights or the address. */
const PERMANENT_CODES: ReadonlySet<string> = new Set(['forbidden', 'not_found']);
