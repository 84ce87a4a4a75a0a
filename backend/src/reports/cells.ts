import type { AnyRow } from '../datasets/engine/rows.ts';

type Cell = AnyRow[string] | undefined;

/** The number of a cell; 0 for an empty one, for counts. */
export const countIn = (value: Cell): number => (typeof value === 'number' ? value : 0);

/** The number of a cell, null for an empty one. */
export const numberIn = (value: Cell): number | null => (typeof value === 'number' ? value : null);
