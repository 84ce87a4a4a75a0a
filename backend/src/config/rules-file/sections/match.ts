import { MATCH_KEYS, type MatchLine } from '../../../domain/rules/rules.ts';
import type { LocalizedText } from '../../../domain/tickets/labels.ts';
import { compileExpression, ExpressionError, regexLiteral } from '../../../domain/tickets/matchers.ts';
import { isMapping, mapping, oneOrMore, type Parser, perhaps, reject, shown } from '../parsers.ts';

/** A value to match: text, a number (an id), or a regular expression. */
const matchValue: Parser<string> = (value, path, problems) => {
  if (typeof value === 'number') {
    return String(value);
  }
  if (typeof value !== 'string') {
    return reject(
      problems,
      path,
      { fr: 'un texte, un nombre ou /expression/options', en: 'a text, a number or /regex/flags' },
      value
    );
  }
  const wrong = value.startsWith('/') ? wrongRegex(value) : undefined;
  if (wrong !== undefined) {
    problems.add(path, { fr: `${shown(value)} ${wrong.fr}`, en: `${shown(value)} ${wrong.en}` });
    return undefined;
  }
  return value;
};

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

const matchFields = mapping(Object.fromEntries(MATCH_KEYS.map((key) => [key, perhaps(oneOrMore(matchValue))])));

const lineText = {
  fr: `une ligne avec une ou plusieurs clés parmi ${MATCH_KEYS.join(', ')}`,
  en: `a line with one or more of ${MATCH_KEYS.join(', ')}`,
};

/** One alternative of a queue's `match`. */
export const matchLine: Parser<MatchLine> = (value, path, problems) => {
  if (isMapping(value) && Object.keys(value).length === 0) {
    return reject(problems, path, lineText, value);
  }
  const line = matchFields(value, path, problems);
  return line && Object.fromEntries(Object.entries(line).filter(([, values]) => values !== undefined));
};
