import type { CountingRow, SiteRow } from '../../../../tests/fixtures/counters/world.ts';

/* Rows of the plain figures, and how lists of them are summed, grouped and ordered. */

export interface PlainRow extends CountingRow {
  company: string;
  day: string;
  hour: string;
}
export interface PlainSite extends SiteRow {
  company: string;
  today: string;
}
export interface PlainKey {
  company: string;
  code: string;
}

export function sum(rows: readonly { count: number | null }[]): number {
  return rows.reduce((total, { count }) => total + (count ?? 0), 0);
}

/** By code point: the order of the bytes of UTF-8. */
export function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

export function byKey(a: PlainKey, b: PlainKey): number {
  return byText(a.company, b.company) || byText(a.code, b.code);
}

export function byEntries(a: { key: PlainKey; entries: number }, b: { key: PlainKey; entries: number }): number {
  return b.entries - a.entries || byKey(a.key, b.key);
}

export function keyText({ company, code }: PlainKey): string {
  return JSON.stringify([company, code]);
}

export function uniqueKeys(items: readonly PlainKey[]): PlainKey[] {
  return [...new Map(items.map(({ company, code }) => [keyText({ company, code }), { company, code }])).values()];
}

export function bySiteDay(rows: readonly PlainRow[]): (key: PlainKey, day: string) => PlainRow[] {
  const groups = Map.groupBy(rows, (row) => `${row.day}${keyText(row)}`);
  return (key, day) => groups.get(`${day}${keyText(key)}`) ?? [];
}

export function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
