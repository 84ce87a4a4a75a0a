import { INCOMPLETE, type ListReading } from '../../store/sources/source-states-writer.ts';
import type { WholeList } from '../connections/whole-list.ts';

/** Adds up the readings of one or several lists, and says in a sentence what is missing. */
export function summarise(what: string, lists: readonly WholeList[]): ListReading {
  const rowsRead = lists.reduce((sum, list) => sum + list.ids.size, 0);
  const rowsAnnounced = lists.reduce((sum, list) => sum + list.rowsAnnounced, 0);
  const broken = lists.flatMap((list) => list.broken);
  const reading = { rowsRead, rowsAnnounced };
  if (broken.length > 0) {
    const which = `${broken.length} of ${rowsAnnounced} ${what} carry no usable id (${namesOf(broken)})`;
    return { ...reading, problem: incomplete(which) };
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

const MOST_NAMED = 5;

/** Items that could not be understood, by the places at which Atera's lists have them: the first few. */
export function namesOf(broken: readonly string[]): string {
  return [...broken.slice(0, MOST_NAMED), ...(broken.length > MOST_NAMED ? ['…'] : [])].join('; ');
}
