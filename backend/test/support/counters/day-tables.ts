import type { Counters } from '../../../src/counters/counters.ts';
import { type DayTable, lineOfEnterprise, readDayTable } from '../../../src/counters/entries/day-table.ts';
import type { SiteKey } from '../../../src/counters/entries/order.ts';
import type { EntriesRequest } from '../../../src/counters/entries/scope.ts';
import { eachDay } from '../../../src/domain/clock/calendar.ts';
import { accessTo } from './counters.ts';

/** The days of a table's line that have a valid row, and the sum of each. */
function daysOf(table: DayTable, to: string, line: SiteKey): { enterprise: string; day: string; entries: number }[] {
  const days = table.of(line);
  return eachDay(table.from, to).flatMap((day, index) =>
    days?.received[index] === 1 ? [{ enterprise: line.enterprise, day, entries: days.entries[index] ?? 0 }] : []
  );
}

/** Entries of each enterprise and day, as panels by enterprise read them, for a caller who may see everything. */
export async function readEnterpriseDays(counters: Counters, request: EntriesRequest) {
  const { table } = await readDayTable(counters, accessTo('all'), request, lineOfEnterprise);
  return table.lines.flatMap((line) => daysOf(table, request.to, line));
}
