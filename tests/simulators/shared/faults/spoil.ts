import type { RequestFaults } from './faults.ts';

/** Applies the faults that null or drop fields of an item; `index` is its place in the page. */
export function spoil(item: object, index: number, faults: RequestFaults): object {
  const spoilt = new Map<string, unknown>(Object.entries(item));
  for (const fault of faults.all('null-fields', 'missing-fields')) {
    if (index % (fault.every ?? 1) !== 0) {
      continue;
    }
    for (const field of fault.fields) {
      if (fault.kind === 'null-fields') {
        spoilt.set(field, null);
      } else {
        spoilt.delete(field);
      }
    }
  }
  return Object.fromEntries(spoilt);
}
