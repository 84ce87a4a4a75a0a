import { fold } from '../../../domain/text/text.ts';
import { list, mapping, optional, type Parser, text } from '../parsers.ts';
import type { Path, Problems } from '../problems.ts';

type Lists<C extends string> = Record<C, string[]>;

/**
 * Upstream values by class. A class that is left out keeps its defaults, less the values that another one claims: who moves
 * `Closed` to `pending` need not repeat the rest. A value in two written lists is an error.
 */
export function classLists<C extends string>(defaults: Lists<C>): Parser<Lists<C>> {
  const classes = Object.keys(defaults) as C[];
  const fields = Object.fromEntries(classes.map((name) => [name, optional<string[] | null>(list(text), null)]));
  const parse = mapping(fields);
  return (value, path, problems) => {
    const given = parse(value, path, problems) as Record<C, string[] | null> | undefined;
    if (given === undefined) {
      return undefined;
    }
    const claimed = new Set<string>();
    for (const name of classes) {
      claim(given[name] ?? [], [...path, name], claimed, problems);
    }
    return Object.fromEntries(
      classes.map((name) => [name, given[name] ?? defaults[name].filter((each) => !claimed.has(fold(each)))])
    ) as Lists<C>;
  };
}

function claim(values: readonly string[], path: Path, claimed: Set<string>, problems: Problems): void {
  for (const each of values) {
    if (claimed.has(fold(each))) {
      problems.add(path, {
        fr: `« ${each} » figure deux fois dans ces listes : une valeur a une seule classe`,
        en: `"${each}" stands in these lists twice: a value has one class`,
      });
    }
    claimed.add(fold(each));
  }
}
