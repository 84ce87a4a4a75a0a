import type { TSchema } from 'typebox';

import { findingsOf } from '../../schemas/findings.ts';
import type { Path } from '../../schemas/types.ts';

/**
 * A plain value without what its schema refuses. A mapping whose required key is wrong goes as a whole.
 *
 * @param wrong where it is wrong
 * @returns what is left, and where a part of that stands in the whole: positions in lists count the items that went
 */
export function rightPart(
  schema: TSchema,
  value: unknown,
  wrong: readonly Path[]
): { right: unknown; placeOf: (path: Path) => Path } {
  const removed = new Set<string>();
  const placeOf = (path: Path): Path => placeAmong(removed, path);
  let right = value;
  for (let paths = wrong; paths.length > 0; paths = findingsOf(schema, right).map(({ path }) => path)) {
    for (const place of paths.map(placeOf)) {
      removed.add(keyOf(place));
    }
    right = without(removed, value, []) ?? {};
  }
  return { right, placeOf };
}

const keyOf = (path: Path): string => JSON.stringify(path);

function without(removed: ReadonlySet<string>, value: unknown, path: Path): unknown {
  if (removed.has(keyOf(path))) {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map((each, index) => without(removed, each, [...path, index])).filter((each) => each !== undefined);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const rest = Object.entries(value).map(([key, each]) => [key, without(removed, each, [...path, key])] as const);
  return Object.fromEntries(rest.filter(([, each]) => each !== undefined));
}

function placeAmong(removed: ReadonlySet<string>, path: Path): Path {
  return path.reduce<Path>((place, step) => {
    let index = step;
    for (let at = 0; typeof index === 'number' && at <= index; at++) {
      index += removed.has(keyOf([...place, at])) ? 1 : 0;
    }
    return [...place, index];
  }, []);
}
