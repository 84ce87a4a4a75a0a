/** Who asks. */
export type Client = 'board' | 'tenant' | 'alerts';

export interface Call {
  client: Client;
  /** Milliseconds since the load began. */
  at: number;
  /** Milliseconds. */
  took: number;
  failures: string[];
  /** Whether a trouble was under way, or had just ended, at any moment of the call. */
  troubled: boolean;
}

/** All that the clients of a run saw. */
export interface RunLog {
  readonly calls: readonly Call[];
  /** Answers that the models say were wrong, one sentence each. */
  readonly wrong: readonly string[];
  /** Answers that were held against a model. */
  readonly checked: number;
  /** A trouble begins. @returns ends it */
  trouble(): () => void;
  /** Makes a call and notes how it went; undefined when there was no answer. */
  call<T extends { took: number }>(
    client: Client,
    make: () => Promise<T>,
    failuresOf: (answer: T) => string[]
  ): Promise<T | undefined>;
  /** Notes what a model says of an answer. */
  check(what: string, differences: readonly string[]): void;
}

/** Connections are opened again, caches filled, readings caught up with. */
const AFTERMATH_MS = 10_000;
/** Sentences kept; a run that goes wrong all the time needs no more. */
const MOST_SENTENCES = 500;

export function createRunLog(): RunLog {
  const startedAt = performance.now();
  const calls: Call[] = [];
  const wrong: string[] = [];
  let checked = 0;
  let underWay = 0;
  let calmSince = 0;
  const troubledSince = (from: number): boolean => underWay > 0 || calmSince > from;
  return {
    calls,
    wrong,
    get checked() {
      return checked;
    },
    trouble: () => {
      underWay += 1;
      let over = false;
      return () => {
        if (!over) {
          over = true;
          underWay -= 1;
          calmSince = performance.now() + AFTERMATH_MS;
        }
      };
    },
    call: async (client, make, failuresOf) => {
      const from = performance.now();
      let answer;
      let failures: string[];
      try {
        answer = await make();
        failures = failuresOf(answer);
      } catch (error) {
        failures = [`no answer: ${(error as Error).message}`];
      }
      const took = answer?.took ?? performance.now() - from;
      calls.push({ client, at: from - startedAt, took, failures, troubled: troubledSince(from) });
      return answer;
    },
    check: (what, differences) => {
      checked += 1;
      if (wrong.length < MOST_SENTENCES) {
        wrong.push(...differences.map((sentence) => `${new Date().toISOString().slice(11, 19)} ${what}: ${sentence}`));
      }
    },
  };
}
