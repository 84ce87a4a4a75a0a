import Type from 'typebox';

import { MATCH_KEYS } from '../../../../domain/rules/rules.ts';
import type { LocalizedText } from '../../../../domain/tickets/labels.ts';
import { compileExpression, ExpressionError, regexLiteral } from '../../../../domain/tickets/matchers.ts';
import { shown } from '../../../../schemas/sentences.ts';
import { examined, type Flaw, mapping, oneOrMore } from '../../../../schemas/types.ts';

/** A value to match: text, a number (an id), or a regular expression. */
const matchValue = Type.Decode(
  examined(
    Type.Unsafe<string | number>({
      type: ['string', 'number'],
      expected: { fr: 'un texte, un nombre ou /expression/options', en: 'a text, a number or /regex/flags' },
    }),
    (value): Flaw[] => {
      const wrong = typeof value === 'string' && value.startsWith('/') ? wrongRegex(value) : undefined;
      return wrong === undefined ? [] : [{ fr: `${shown(value)} ${wrong.fr}`, en: `${shown(value)} ${wrong.en}` }];
    }
  ),
  String
);

/** What is wrong with a regular expression, if anything. */
function wrongRegex(value: string): LocalizedText | undefined {
  const literal = regexLiteral(value);
  if (!literal) {
    return {
      fr: 'commence comme une expression régulière mais ne finit pas par / et des options',
      en: 'begins like a regular expression but does not end in / and flags',
    };
  }
  try {
    compileExpression(literal);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) {
      return { fr: error.french, en: error.message };
    }
    throw error;
  }
}

/** One alternative of a queue's `match`. */
export const matchLine = mapping(
  Object.fromEntries(MATCH_KEYS.map((key) => [key, Type.Optional(oneOrMore(matchValue))])),
  {
    minProperties: 1,
    expected: {
      fr: `une ligne avec une ou plusieurs clés parmi ${MATCH_KEYS.join(', ')}`,
      en: `a line with one or more of ${MATCH_KEYS.join(', ')}`,
    },
  }
);
