import type { Fault, FaultEffect, FaultKind } from './fault.ts';
import { parseFault } from './format.ts';

type EffectOf<K extends FaultKind> = Extract<FaultEffect, { kind: K }>;

/** A fault that is switched on, with how many requests it has touched. */
export interface ActiveFault {
  fault: Fault;
  hits: number;
}

interface Switch extends ActiveFault {
  pattern: URLPattern | undefined;
  skipped: number;
}

/** The faults that touch one request. */
export class RequestFaults {
  readonly #effects: readonly FaultEffect[];

  constructor(effects: readonly FaultEffect[] = []) {
    this.#effects = effects;
  }

  /** All effects of the given kinds, in the order they were switched on. */
  all<K extends FaultKind>(...kinds: readonly K[]): Array<EffectOf<K>> {
    return this.#effects.filter((effect): effect is EffectOf<K> =>
      (kinds as readonly FaultKind[]).includes(effect.kind)
    );
  }

  /** The first effect of the given kinds. */
  first<K extends FaultKind>(...kinds: readonly K[]): EffectOf<K> | undefined {
    return this.all(...kinds)[0];
  }

  has(kind: FaultKind): boolean {
    return this.first(kind) !== undefined;
  }
}

/** The fault switches of a simulator. */
export class Faults {
  #switches: Switch[] = [];

  /**
   * Replaces all faults; without arguments it switches everything off.
   * @throws TypeError that names the wrong key, its value and what is allowed.
   */
  set(...faults: readonly Fault[]): void {
    this.#switches = faults.map(switchOf);
  }

  /** Adds one fault to those that are on. Throws like {@link Faults.set}. */
  add(fault: Fault): void {
    this.#switches.push(switchOf(fault));
  }

  /** Switches everything off. */
  clear(): void {
    this.#switches = [];
  }

  /** Faults that are switched on, also those whose `times` are used up. */
  list(): ActiveFault[] {
    return this.#switches.map(({ fault, hits }) => ({ fault, hits }));
  }

  /** The faults for a request that just came in; each one that touches it is counted. */
  take(path: string, query: Record<string, string>): RequestFaults {
    return new RequestFaults(this.#switches.filter((entry) => touches(entry, path, query)).map(({ fault }) => fault));
  }
}

function switchOf(candidate: Fault): Switch {
  const fault = parseFault(candidate);
  const pattern = fault.path === undefined ? undefined : new URLPattern({ pathname: fault.path });
  return { fault, pattern, hits: 0, skipped: 0 };
}

function touches(entry: Switch, path: string, query: Record<string, string>): boolean {
  const { fault, pattern } = entry;
  const inScope =
    (pattern === undefined || pattern.test({ pathname: path })) &&
    Object.entries(fault.query ?? {}).every(([name, value]) => query[name] === value);
  if (!inScope || entry.hits >= (fault.times ?? Infinity)) {
    return false;
  }
  if (entry.skipped < (fault.skip ?? 0)) {
    entry.skipped += 1;
    return false;
  }
  entry.hits += 1;
  return true;
}
