import { holds } from './holds.ts';

/** One difference between what should be and what a Grafana server holds, as data. */
export interface Difference {
  action: 'create' | 'update' | 'rename' | 'remove';
  /** What kind of thing, and which: `playlist vigie`. */
  object: string;
  /** Name of the organisation it belongs to. */
  org: string;
  /** What changes, in a sentence's half: `interval 5m → 2m`. */
  detail: string;
  /** What the change follows from: what stands there, and what is to stand there. Holds no secret; a saved plan keeps its hash. */
  basis: unknown;
}

/** A difference and the way to end it. */
export interface Change extends Difference {
  apply(): Promise<void>;
}

/** A change that makes or alters what later ones work with. */
export interface Making<State> extends Difference {
  /** @returns the state with what was made */
  make(state: State): Promise<State>;
}

/** What `plan` shows and `apply` carries out. */
export interface Plan<C = Change> {
  changes: C[];
  /** What people should know, and what is left to them; one sentence each. */
  notes: string[];
  /** What stands in the way of a complete result, and what to do; one sentence each. */
  problems?: string[];
}

/** A part of the work on an organisation, planned when the one before is done, from what that has made. */
export type Stage<State> = (state: State) => Promise<Plan<Change | Making<State>>>;

/**
 * `old → new` for the values that differ, in the order of `wanted`; empty when none does. What is not wanted is not looked at, inside a
 * value neither: Grafana adds defaults to what it was given.
 */
export function differences(actual: object, wanted: object): string[] {
  const before = actual as Record<string, unknown>;
  return Object.entries(wanted)
    .filter(([name, value]) => !holds(before[name], value))
    .map(([name, value]) => `${name} ${shown(before[name])} → ${shown(value)}`);
}

function shown(value: unknown): string {
  return value === undefined || value === '' || value === null
    ? '(none)'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value);
}
