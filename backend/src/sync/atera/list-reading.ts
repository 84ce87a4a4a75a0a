import { INCOMPLETE, type ListReading } from '../../store/sources/source-states-writer.ts';
import type { WholeList } from '../connections/whole-list.ts';

/** Adds up the readings of one or several lists, and says in a sentence what is missing. */
export function summarise(what: string, lists: readonly WholeList[]): ListReading {
  const rowsRead = lists.reduce((sum, list) => sum + list.ids.size, 0);
  const rowsAnnounced = lists.reduce((sum, list) => sum + list.rowsAnnounced, 0);
  const broken = lists.reduce((sum, list) => sum + list.broken, 0);
  const reading = { rowsRead, rowsAnnounced };
  if (broken > 0) {
    return { ...reading, problem: incomplete(`${broken} of ${rowsAnnounced} ${what} carry no usable id`) };
  }
  if (rowsRead !== rowsAnnounced) {
    return { ...reading, problem: incomplete(`Atera announced ${rowsAnnounced} ${what} and sent ${rowsRead}`) };
  }
  return lists.every((list) => list.complete)
    ? { ...reading, problem: null }
    : { ...reading, problem: incomplete(`the list of ${what} kept changing while it was read`) };
}

function incomplete(message: string): ListReading['problem'] {
  return { code: INCOMPLETE, message: `${message}: the next reading tries again` };
}
