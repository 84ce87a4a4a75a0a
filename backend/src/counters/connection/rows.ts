import type { Day } from '../../domain/clock/calendar.ts';
import type { Counters } from '../counters.ts';
import type { EntriesScope } from '../entries/scope.ts';
import type { CountingTable } from './schema.ts';
import { runStatements } from './statements.ts';

/** The rows of some days of a scope as they are written, without those of days that have not begun at their site. */
export async function readRows(
  { database }: Counters,
  scope: EntriesScope,
  days: { from: Day; to: Day } | undefined
): Promise<CountingTable[]> {
  const conditions = days === undefined ? [] : scope.conditions(days.from, days.to);
  const answers = await runStatements(conditions, (condition) =>
    database.read((db, { counting: { enterprise, code, day, count } }) =>
      db
        .selectFrom('counting')
        .select([
          enterprise.text.as('enterprise'),
          code.text.as('code'),
          day.text.as('day_date'),
          count.value.as('count'),
        ])
        .where(condition)
        .execute()
    )
  );
  const lastSettled = scope.settled?.to ?? '';
  return answers.flat().filter((row) => {
    if (!scope.admits(row)) {
      return false;
    }
    const day = row.day_date.slice(0, 10);
    return day <= lastSettled || scope.hasBegun(row, day);
  });
}
