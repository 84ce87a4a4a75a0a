import type { DataFrame, Field } from '@grafana/data';

import { safeHref } from '../../shared/safeHref';
import { type Column, LINK } from './columns';

/** One value with where it stands, for what Grafana knows about it: its texts and its data links. */
export interface Cell {
  column: Column;
  field: Field | undefined;
  index: number;
  value: unknown;
  /** How near a due time is, as the dataset says: a value of the badges `level`. Only of times that run out. */
  level?: unknown;
}

/** Where a thing leads: a web page or one of Grafana's. */
interface Link {
  href?: string;
  linkTitle?: string | undefined;
}

/** One thing, with the page that it leads to. */
export interface Row extends Link {
  /** The same for the same thing in the next answer. */
  key: string;
  /** It is a thing that comes and goes, such as a ticket, and not a figure that changes. */
  isThing: boolean;
  cells: Cell[];
  /** The value of any column, shown or not, as a text; empty without one. */
  textOf: (column: string) => string;
}

/** Columns that tell rows apart, where there are any. */
const IDENTITY = ['source', 'queue', 'enterprise', 'code', 'day', 'id'];

/** Columns that number things. */
const THING = ['id', 'code'];

/** The rows of all frames, one frame after the other. */
export function rowsOf(frames: readonly DataFrame[], columns: readonly Column[]): Row[] {
  const counts = new Map<string, number>();
  return frames.flatMap((frame) => {
    const byName = new Map(frame.fields.map((field) => [field.name, field]));
    return Array.from({ length: frame.length }, (_, index): Row => {
      const cells = columns.map((column): Cell => {
        const field = byName.get(column.name);
        const cell = { column, field, index, value: field?.values[index] ?? null };
        return column.kind === 'due' ? { ...cell, level: byName.get('level')?.values[index] } : cell;
      });
      const identity = identityOf(byName, index);
      // Two rows that cannot be told apart are the first and the second of their kind.
      const count = (counts.get(identity) ?? 0) + 1;
      counts.set(identity, count);
      const textOf = (name: string): string => String(byName.get(name)?.values[index] ?? '');
      return {
        key: `${identity} ${count}`,
        isThing: THING.some((name) => byName.has(name)),
        cells,
        textOf,
        ...linkOf(cells, byName, index),
      };
    });
  });
}

function identityOf(byName: ReadonlyMap<string, Field>, index: number): string {
  const named = IDENTITY.filter((name) => byName.has(name));
  const names = THING.some((name) => byName.has(name)) ? named : [...byName.keys()];
  return JSON.stringify(names.map((name) => byName.get(name)?.values[index] ?? null));
}

/** The data link of the main column, as an editor sets it, else the address that the dataset gives. */
function linkOf(cells: readonly Cell[], byName: ReadonlyMap<string, Field>, index: number): Link {
  const main = cells.find(({ column }) => column.kind === 'main');
  const link = main && dataLink(main);
  if (link?.href !== undefined) {
    return link;
  }
  const href = safeHref(byName.get(LINK)?.values[index]);
  return href === undefined ? {} : { href };
}

/** Where a value leads, by the first data link of its column; nowhere when that is no address of a page. */
export function dataLink({ field, index }: Cell): Link {
  const [link] = field?.getLinks?.({ valueRowIndex: index }) ?? [];
  const href = safeHref(link?.href);
  return href === undefined ? {} : { href, linkTitle: link?.title };
}
