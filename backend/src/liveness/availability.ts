import { setTimeout as pause } from 'node:timers/promises';

/** Whether a database is there, as far as is known; keeps work away from one that is not. */
export interface Availability {
  /**
   * Runs work, unless the database is known to be down. Then one probe at a time looks whether it is back: work that comes
   * while it is under way waits a moment for it, and fails with the known error.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Waits for the end of a probe when the database is known to be down. @throws what it is down with. */
  check(): Promise<void>;
  /** Looks whether the database is there, because it has said nothing for a while; one probe at a time. */
  suspect(): void;
}

export interface AvailabilityParts {
  /** Resolves when the database gives any sign of life. @throws how it gave none. */
  probe: () => Promise<void>;
  /** A probe failed: what is under way fails with its error, and nothing new begins. */
  onDown: (error: Error) => void;
  onUp: () => void;
  /** True for an error of work that any other work would meet as well. */
  isOutage: (error: unknown) => boolean;
  /** How long work waits for a probe that has just begun, so that a database that is back is used at once. */
  graceMs?: number;
}

const GRACE_MS = 250;

export function createAvailability(parts: AvailabilityParts): Availability {
  const { probe, onDown, onUp, isOutage, graceMs = GRACE_MS } = parts;
  let outage: Error | undefined;
  let probing: { ended: Promise<void>; since: number } | undefined;

  const look = async (): Promise<void> => {
    try {
      await probe();
      outage = undefined;
      onUp();
    } catch (error) {
      outage = error as Error;
      onDown(outage);
    } finally {
      probing = undefined;
    }
  };
  const looking = () => (probing ??= { ended: look(), since: performance.now() });
  /** @param patienceMs of a probe that begins now. */
  const refuseOutage = async (patienceMs: number): Promise<void> => {
    if (outage !== undefined) {
      const { ended, since } = looking();
      const left = patienceMs - (performance.now() - since);
      await (left === Infinity ? ended : Promise.race([ended, pause(Math.max(0, left), undefined, { ref: false })]));
    }
    if (outage !== undefined) {
      throw outage;
    }
  };
  return {
    run: async (work) => {
      await refuseOutage(graceMs);
      try {
        return await work();
      } catch (error) {
        if (error instanceof Error && isOutage(error)) {
          outage = error;
        }
        throw error;
      }
    },
    check: () => refuseOutage(Infinity),
    suspect: () => void looking(),
  };
}

/** For a database inside this process. */
export const ALWAYS_THERE: Availability = {
  run: (work) => work(),
  check: () => Promise.resolve(),
  suspect: () => undefined,
};
