import Type from 'typebox';

import { examined, type Flaw } from '../../../../schemas/types.ts';

/** Operators of a term, as Odoo's documentation of search domains lists them. */
const OPERATORS = [
  ...['=', '!=', '>', '>=', '<', '<=', '=?', 'in', 'not in', 'child_of', 'parent_of', 'any', 'not any'],
  ...['like', 'not like', 'ilike', 'not ilike', '=like', 'not =like', '=ilike', 'not =ilike'],
];

/** How many of the following parts each prefix operator joins. */
const PREFIXES: Readonly<Record<string, number>> = { '&': 2, '|': 2, '!': 1 };

const operator = Type.Enum(OPERATORS, {
  expected: {
    fr: `un opérateur d’Odoo (${OPERATORS.join(', ')})`,
    en: `an operator of Odoo (${OPERATORS.join(', ')})`,
  },
});

const term = Type.Union([Type.Tuple([Type.String(), operator, Type.Unknown()]), Type.Enum(Object.keys(PREFIXES))], {
  expected: {
    fr: 'un terme ["champ", "opérateur", valeur], ou l’un de "&", "|", "!"',
    en: 'a term ["field", "operator", value], or one of "&", "|", "!"',
  },
});

/** A search domain in Odoo's notation. Whether the fields exist, only Odoo knows. */
export const odooDomain = examined(Type.Array(term), (terms): Flaw[] => {
  const flaws: Flaw[] = [];
  let parts = 0;
  for (const [index, each] of [...terms.entries()].reverse()) {
    const joined = typeof each === 'string' ? (PREFIXES[each] ?? 0) : 0;
    if (joined > parts) {
      flaws.push({
        path: [index],
        fr: `« ${String(each)} » joint les ${joined} termes qui le suivent ; il y en a ${parts} ici`,
        en: `"${String(each)}" joins ${joined} terms that follow it; here are ${parts}`,
      });
    }
    parts += 1 - Math.min(joined, parts);
  }
  return flaws;
});
