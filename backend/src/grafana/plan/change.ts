import { isLocalizedText, type LocalizedText } from '../../domain/tickets/labels.ts';
import { holds } from './holds.ts';
import { type ObjectName, objectText } from './objects.ts';

/** One difference between what should be and what a Grafana server holds, as data. */
export interface Difference {
  action: 'create' | 'update' | 'rename' | 'remove';
  object: ObjectName;
  /** Name of the organisation it belongs to. */
  org: string;
  /** What changes, in a sentence's half: `interval 5m → 2m`. Saved plans have the English one. */
  detail: LocalizedText;
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
  notes: LocalizedText[];
  /** What stands in the way of a complete result, and what to do; one sentence each. */
  problems?: LocalizedText[];
}

/** A part of the work on an organisation, planned when the one before is done, from what that has made. */
export type Stage<State> = (state: State) => Promise<Plan<Change | Making<State>>>;

const ACTIONS: Readonly<Record<Difference['action'], LocalizedText>> = {
  create: { fr: 'créer', en: 'create' },
  update: { fr: 'modifier', en: 'update' },
  rename: { fr: 'renommer', en: 'rename' },
  remove: { fr: 'retirer', en: 'remove' },
};

/** What is done with what: `update playlist vigie`. */
export function changeText({ action, object }: Pick<Difference, 'action' | 'object'>): LocalizedText {
  const { fr, en } = objectText(object);
  return { fr: `${ACTIONS[action].fr} ${fr}`, en: `${ACTIONS[action].en} ${en}` };
}

/** A detail of names and values alone, which are the same in every language. */
export function asNamed(detail: string): LocalizedText {
  return { fr: detail, en: detail };
}

/**
 * `old → new` for the values that differ, in the order of `wanted`; undefined when none does. What is not wanted is not looked at, inside
 * a value neither: Grafana adds defaults to what it was given.
 */
export function differences(actual: object, wanted: object): LocalizedText | undefined {
  const before = actual as Record<string, unknown>;
  const differing = Object.entries(wanted).filter(([name, value]) => !holds(before[name], value));
  const listed = (language: keyof LocalizedText): string =>
    differing.map(([name, value]) => `${name} ${shown(before[name])[language]} → ${shown(value)[language]}`).join(', ');
  return differing.length === 0 ? undefined : { fr: listed('fr'), en: listed('en') };
}

function shown(value: unknown): LocalizedText {
  if (value === undefined || value === '' || value === null) {
    return { fr: '(rien)', en: '(none)' };
  }
  return isLocalizedText(value) ? value : asNamed(typeof value === 'string' ? value : JSON.stringify(value));
}
