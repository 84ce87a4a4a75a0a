import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { INCOMPLETE, type ListReading } from '../../store/sources/source-states-writer.ts';
import type { WholeList } from '../connections/whole-list.ts';

/**
 * Adds up the readings of one or several lists, and says in a sentence what is missing.
 * @param what - the lists hold, in the plural
 */
export function summarise(what: LocalizedText, lists: readonly WholeList[]): ListReading {
  const rowsRead = lists.reduce((sum, list) => sum + list.ids.size, 0);
  const rowsAnnounced = lists.reduce((sum, list) => sum + list.rowsAnnounced, 0);
  const broken = lists.flatMap((list) => list.broken);
  const reading = { rowsRead, rowsAnnounced };
  if (broken.length > 0) {
    const which = namesOf(broken);
    const problem = incomplete({
      fr: `${broken.length} sur ${rowsAnnounced} ${what.fr} n’ont pas d’identifiant utilisable (${which})`,
      en: `${broken.length} of ${rowsAnnounced} ${what.en} carry no usable id (${which})`,
    });
    return { ...reading, problem };
  }
  if (rowsRead !== rowsAnnounced) {
    const problem = incomplete({
      fr: `Atera a annoncé ${rowsAnnounced} ${what.fr} et en a envoyé ${rowsRead}`,
      en: `Atera announced ${rowsAnnounced} ${what.en} and sent ${rowsRead}`,
    });
    return { ...reading, problem };
  }
  return lists.every((list) => list.complete)
    ? { ...reading, problem: null }
    : {
        ...reading,
        problem: incomplete({
          fr: `la liste des ${what.fr} changeait sans cesse pendant sa lecture`,
          en: `the list of ${what.en} kept changing while it was read`,
        }),
      };
}

function incomplete({ fr, en }: LocalizedText): ListReading['problem'] {
  return {
    code: INCOMPLETE,
    text: { fr: `${fr} : la prochaine lecture réessaie`, en: `${en}: the next reading tries again` },
  };
}

const MOST_NAMED = 5;

/** Items that could not be understood, by the places at which Atera's lists have them: the first few. */
export function namesOf(broken: readonly string[]): string {
  return [...broken.slice(0, MOST_NAMED), ...(broken.length > MOST_NAMED ? ['…'] : [])].join('; ');
}
