import type { Rules } from '../../domain/rules/rules.ts';
import type { SourceStateRow } from '../../store/schema.ts';
import { ageSeconds, byWorst, type SourceState, stateOf } from '../../store/sources/source-states.ts';
import type { DatasetOrigin } from '../engine/dataset.ts';

/** Where an answer comes from and how old it is: its oldest source speaks for all. */
export interface SourceAge {
  /** Names of the connections. */
  sources: string[];
  /** Last successful reading; null when there was none, or when the rows are Vigie's own. */
  readAt: Date | null;
  ageSeconds: number | null;
  state: SourceState;
}

/** The rows of source states an origin depends on. */
export function statesOfOrigin(states: readonly SourceStateRow[], origin: DatasetOrigin): SourceStateRow[] {
  return states.filter(({ resource }) => resource === origin);
}

/** The age of answers of an origin. Rows of Vigie itself are always fresh. */
export function ageOfOrigin(
  states: readonly SourceStateRow[],
  origin: DatasetOrigin,
  rules: Pick<Rules, 'sources'>,
  now: Date
): SourceAge {
  if (origin === 'none' || origin === 'process') {
    return { sources: [], readAt: null, ageSeconds: null, state: 'ok' };
  }
  const rows = statesOfOrigin(states, origin);
  const worst = byWorst(rows, rules, now)[0];
  return {
    sources: rows.map(({ connection }) => connection),
    readAt: worst?.read_at ?? null,
    ageSeconds: ageSeconds(worst?.read_at ?? null, now),
    state: worst ? stateOf(worst, rules, now) : 'reading',
  };
}
