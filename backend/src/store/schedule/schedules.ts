import type { StoreDatabase } from '../schema.ts';

/** A schedule as the store knows it. */
export interface KnownSchedule {
  name: string;
  expression: string;
  timezone: string;
}

/**
 * The instant up to which the due times of a schedule have been dealt with. One that is new, or has changed since, begins now:
 * what it would have meant earlier is nobody's due time.
 */
export async function checkedUntil(
  db: StoreDatabase,
  { name, expression, timezone }: KnownSchedule,
  now: Date
): Promise<Date> {
  const row = await db.selectFrom('schedules').selectAll().where('name', '=', name).executeTakeFirst();
  if (row !== undefined && row.expression === expression && row.timezone === timezone) {
    return row.checked_until;
  }
  const values = { expression, timezone, checked_until: now };
  await db
    .insertInto('schedules')
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .execute();
  return now;
}

/** Notes that the due times up to an instant have been dealt with. */
export async function setCheckedUntil(db: StoreDatabase, name: string, until: Date): Promise<void> {
  await db.updateTable('schedules').set({ checked_until: until }).where('name', '=', name).execute();
}

/** Forgets the schedules that are not among these names. @returns how many */
export async function forgetSchedules(db: StoreDatabase, known: readonly string[]): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('schedules')
    .$if(known.length > 0, (query) => query.where('name', 'not in', known))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
