import Type, { type TArray, type TOptional, type TString } from 'typebox';

import { fold } from '../../../../domain/text/text.ts';
import { mapping, type Path, text } from '../../../../schemas/types.ts';
import type { Problems } from '../../problems.ts';

type Lists<C extends string> = Record<C, string[]>;

/**
 * Upstream values by class. A class that is left out keeps its defaults, less the values that another one claims: who moves
 * `Closed` to `pending` need not repeat the rest.
 */
export function classLists<C extends string>(defaults: Lists<C>) {
  const classes = Object.keys(defaults) as C[];
  const fields = Object.fromEntries(classes.map((name) => [name, Type.Optional(Type.Array(text))]));
  const given = mapping(fields as Record<C, TOptional<TArray<TString>>>);
  return Type.Decode(given, (written): Lists<C> => {
    const lists = written as Partial<Lists<C>>;
    const claimed = new Set(classes.flatMap((name) => lists[name] ?? []).map(fold));
    const listOf = (name: C): string[] => lists[name] ?? defaults[name].filter((each) => !claimed.has(fold(each)));
    return Object.fromEntries(classes.map((name) => [name, listOf(name)])) as Lists<C>;
  });
}

/** A value has one class. */
export function checkClasses(lists: Lists<string>, path: Path, problems: Problems): void {
  const claimed = new Set<string>();
  for (const [name, values] of Object.entries(lists)) {
    for (const each of values) {
      if (claimed.has(fold(each))) {
        problems.add([...path, name], {
          fr: `« ${each} » figure deux fois dans ces listes : une valeur a une seule classe`,
          en: `"${each}" stands in these lists twice: a value has one class`,
        });
      }
      claimed.add(fold(each));
    }
  }
}
