import type { OdooDomain } from '../../../domain/rules/rules.ts';
import { list, type Parser, reject } from '../parsers.ts';

/** Operators of a term, as Odoo's documentation of search domains lists them. */
const OPERATORS = [
  ...['=', '!=', '>', '>=', '<', '<=', '=?', 'in', 'not in', 'child_of', 'parent_of', 'any', 'not any'],
  ...['like', 'not like', 'ilike', 'not ilike', '=like', 'not =like', '=ilike', 'not =ilike'],
];

/** How many of the following parts each prefix operator joins. */
const PREFIXES: Readonly<Record<string, number>> = { '&': 2, '|': 2, '!': 1 };

const term: Parser<OdooDomain[number]> = (value, path, problems) => {
  if (typeof value === 'string' && Object.hasOwn(PREFIXES, value)) {
    return value;
  }
  if (!Array.isArray(value) || value.length !== 3 || typeof value[0] !== 'string') {
    return reject(
      problems,
      path,
      {
        fr: 'un terme ["champ", "opérateur", valeur], ou l’un de "&", "|", "!"',
        en: 'a term ["field", "operator", value], or one of "&", "|", "!"',
      },
      value
    );
  }
  if (!OPERATORS.includes(value[1] as string)) {
    return reject(
      problems,
      [...path, 1],
      {
        fr: `un opérateur d’Odoo (${OPERATORS.join(', ')})`,
        en: `an operator of Odoo (${OPERATORS.join(', ')})`,
      },
      value[1]
    );
  }
  return value as [string, string, unknown];
};

/** A search domain in Odoo's notation. Whether the fields exist, only Odoo knows. */
export const odooDomain: Parser<OdooDomain> = list(term, (terms, path, problems) => {
  let parts = 0;
  for (const [index, each] of [...terms.entries()].reverse()) {
    const joined = typeof each === 'string' ? (PREFIXES[each] ?? 0) : 0;
    if (joined > parts) {
      problems.add([...path, index], {
        fr: `« ${String(each)} » joint les ${joined} termes qui le suivent ; il y en a ${parts} ici`,
        en: `"${String(each)}" joins ${joined} terms that follow it; here are ${parts}`,
      });
    }
    parts += 1 - Math.min(joined, parts);
  }
});
