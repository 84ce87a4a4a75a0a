import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';

/*
 * A backup is gzipped text: a header in JSON, one line for each row, table after table, and an end that counts them. It is neither
 * a dump of PostgreSQL nor a copy of PGlite's folder, so that it goes from each kind of store into the other, needs no program of the
 * database, and can be migrated by later versions.
 */

/** Raised when lines change their form. */
export const FORMAT = 1;

const Name = Type.String({ minLength: 1, maxLength: 63 });

/** What stands before the rows. */
export const BackupHeader = Type.Object({
  vigieBackup: Type.Integer({ minimum: 1, description: 'FORMAT' }),
  /** Of the Vigie that wrote it. */
  version: Type.String(),
  /** When it was begun; it holds the store of that instant. */
  at: Type.String(),
  migrations: Type.Array(Type.Object({ name: Type.String(), checksum: Type.String() })),
  /** Ids of the keys that the secrets in it are encrypted with, see `VIGIE_SECRET_KEY`. */
  keyIds: Type.Array(Type.String()),
  /** In an order in which each table comes after those that it refers to. */
  tables: Type.Array(Type.Object({ name: Name, columns: Type.Array(Name, { minItems: 1 }) })),
});
export type BackupHeader = Static<typeof BackupHeader>;

/** What stands after the rows: how many there are of each table. */
export const BackupEnd = Type.Object({ rows: Type.Record(Type.String(), Type.Integer({ minimum: 0 })) });
export type BackupEnd = Static<typeof BackupEnd>;

export const isHeader = Compile(BackupHeader);
export const isEnd = Compile(BackupEnd);

/**
 * A row as it stands in the file: a table's name, a tab, and a JSON array of its columns, each as PostgreSQL writes it as a text, or
 * null. Nothing is read on the way as a number or a date, which would lose digits.
 */
export const rowLine = (table: string, json: string): string => `${table}\t${json}\n`;

/** How values become texts, whatever the server's settings. */
export const TEXT_SETTINGS = { TimeZone: 'UTC', DateStyle: 'ISO', bytea_output: 'hex', extra_float_digits: '1' };

/** @returns undefined for a line that is no row */
export function parseRow(line: string): { table: string; json: string } | undefined {
  const tab = line.indexOf('\t');
  return tab > 0 ? { table: line.slice(0, tab), json: line.slice(tab + 1) } : undefined;
}
