import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { shown } from '../../schemas/sentences.ts';
import type { Path } from '../../schemas/types.ts';
import type { Problems } from './problems.ts';

/** Items of a list that must differ: `keyOf` gives what is compared. */
export function checkUnique<T>(
  items: readonly T[],
  path: Path,
  problems: Problems,
  what: LocalizedText,
  keyOf: (item: T) => string
): void {
  const first = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    const key = keyOf(item);
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, index);
    } else {
      const line = problems.lineOf([...path, earlier]);
      problems.add([...path, index], {
        fr: `${what.fr} ${shown(key)} figure déjà ligne ${line}`,
        en: `${what.en} ${shown(key)} stands on line ${line} already`,
      });
    }
  }
}
