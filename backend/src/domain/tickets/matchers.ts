import { RE2JS } from 're2js';

import { fold } from '../text/text.ts';

/** Says whether a raw text of a ticket is the one that is meant. An absent value counts as an empty text. */
export type Matcher = (raw: string | null) => boolean;

/** Characters of a text that an expression looks at: a title can be as long as its author likes. */
const LOOKED_AT = 500;

/**
 * Instructions of a compiled expression, each of which may cost a step for each character of a text. Repetitions multiply
 * them: `(\w{1,30}\s){10}` has 623.
 */
const MAX_INSTRUCTIONS = 300;

/**
 * Instructions up to which RE2's automaton is used: it is the quickest on the titles that people write, but makes a state of up to
 * all instructions for each new place in a hostile one (`([ab]*a[ab]{9}){20}`: 20 ms). A search for the match marks what it has
 * tried, and costs a step for each instruction and character at most.
 */
const MAX_AUTOMATON_INSTRUCTIONS = 32;

const FLAGS: Record<string, number> = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL, u: 0 };

/**
 * Compiles a value of a rule: `/…/flags` is a regular expression on the raw text, anything else a folded equality.
 *
 * @throws {ExpressionError} when the regular expression cannot be used
 */
export function compileMatcher(value: string): Matcher {
  const literal = regexLiteral(value);
  if (literal) {
    const expression = compileExpression(literal);
    const isIn: (text: string) => boolean =
      expression.programSize() > MAX_AUTOMATON_INSTRUCTIONS
        ? (text) => expression.matcher(text).find()
        : (text) => expression.test(text);
    return (raw) => isIn((raw ?? '').slice(0, LOOKED_AT));
  }
  const key = fold(value);
  return (raw) => fold(raw ?? '') === key;
}

/** Why a regular expression cannot be used; the message completes a sentence that begins with the expression. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
  /** The message in French. */
  readonly french: string;

  constructor(message: string, french: string, options?: ErrorOptions) {
    super(message, options);
    this.french = french;
  }
}

/** The parts of a regular expression as the rules write it. */
export interface RegexLiteral {
  source: string;
  flags: string;
}

/**
 * Compiles a regular expression for RE2, whose time grows with the length of the text and never explodes: titles come from
 * outside, and JavaScript's own engine can be made to backtrack for hours by 27 characters.
 * Syntax: https://github.com/google/re2/wiki/Syntax
 *
 * @throws {ExpressionError}
 */
export function compileExpression({ source, flags }: RegexLiteral): RE2JS {
  const unknown = [...flags].find((flag) => FLAGS[flag] === undefined);
  if (unknown !== undefined) {
    throw new ExpressionError('may have the flags i, m, s and u only', 'n’admet que les options i, m, s et u');
  }
  // In JavaScript's way, look-arounds and back-references are valid, and an expression that is wrong has a clearer message.
  try {
    new RegExp(source, flags);
  } catch (error) {
    throw new ExpressionError(
      `is not a regular expression: ${(error as Error).message}`,
      'n’est pas une expression régulière correcte',
      { cause: error }
    );
  }
  checkEscapes(source);
  const compiled = compileRe2(source, flags);
  if (compiled.programSize() > MAX_INSTRUCTIONS) {
    throw new ExpressionError(
      'is too large: its repetitions, such as {1,500}, multiply. Use * or +, or smaller numbers',
      'est trop grande : ses répétitions, telles que {1,500}, se multiplient. Utilisez * ou +, ou de plus petits nombres'
    );
  }
  return compiled;
}

/** Escapes that mean the same in both engines; RE2 would take `\k` for a plain k, and `\A` for more than JavaScript does. */
const COMMON_ESCAPES = new Set('dDwWsSbBtnrfv0xucpP');

/** @throws {ExpressionError} for an escape that the two engines do not read alike */
function checkEscapes(source: string): void {
  for (const [escape, character = ''] of source.matchAll(/\\(.)/gsu)) {
    if (/[a-z0-9]/i.test(character) && !COMMON_ESCAPES.has(character)) {
      throw new ExpressionError(
        `uses ${escape}, which expressions on tickets cannot have (back-references included)`,
        `utilise ${escape}, interdit dans les expressions sur les tickets (comme les références arrière)`
      );
    }
  }
}

function compileRe2(source: string, flags: string): RE2JS {
  const combined = [...flags].reduce((sum, flag) => sum | (FLAGS[flag] ?? 0), 0);
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), combined);
  } catch (error) {
    throw new ExpressionError(
      'uses what expressions on tickets cannot have: look-aheads, look-behinds, back-references, more than 1000 repetitions' +
        ` (RE2 syntax; ${(error as Error).message})`,
      'utilise ce qui est interdit dans les expressions sur les tickets : assertions avant ou arrière, références arrière, plus de 1 000 répétitions (syntaxe RE2)',
      { cause: error }
    );
  }
}

/** The parts of `/source/flags`; undefined for a text that is not written like a regular expression. */
export function regexLiteral(value: string): RegexLiteral | undefined {
  const match = /^\/(.+)\/([a-z]*)$/s.exec(value);
  return match ? { source: match[1] ?? '', flags: match[2] ?? '' } : undefined;
}
