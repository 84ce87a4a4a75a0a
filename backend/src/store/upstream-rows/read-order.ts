import { sql } from 'kysely';

/**
 * SQL that is true for a row which says that it was read later than now. The clock that said so was ahead of ours: it was set back
 * since, or is another backend's. Such a row counts as read before any reading of today, or it would keep what is new out until
 * our clock reaches it.
 *
 * @param table that the row is of, where a statement has several
 */
export function readByClockAhead(table?: string) {
  return sql<boolean>`${sql.ref(table === undefined ? 'read_at' : `${table}.read_at`)} > ${new Date()}`;
}
