import { fold } from '../../domain/text/text.ts';
import type { SiteKey } from '../entries/order.ts';
import type { NewSiteInput, SiteProblem } from './validation.ts';

/** Characters that nobody sees: format characters (zero width, direction), other spaces, variation selectors, fillers. */
const UNSEEN =
  /[\p{Cf}\p{Zl}\p{Zp}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f]/u;
const ALL_UNSEEN = new RegExp(UNSEEN, 'gu');

/**
 * Cyrillic and Greek letters that look like a Latin one, in lower case or in capitals, beside that one.
 * Source: Unicode Technical Standard #39, confusables.txt.
 */
const LATIN_TWINS = new Map([
  ['а', 'a'],
  ['в', 'b'],
  ['с', 'c'],
  ['е', 'e'],
  ['н', 'h'],
  ['і', 'i'],
  ['ј', 'j'],
  ['к', 'k'],
  ['м', 'm'],
  ['о', 'o'],
  ['р', 'p'],
  ['ѕ', 's'],
  ['т', 't'],
  ['у', 'y'],
  ['х', 'x'],
  ['ԁ', 'd'],
  ['ԛ', 'q'],
  ['ԝ', 'w'],
  ['α', 'a'],
  ['β', 'b'],
  ['ε', 'e'],
  ['ζ', 'z'],
  ['η', 'h'],
  ['ι', 'i'],
  ['κ', 'k'],
  ['μ', 'm'],
  ['ν', 'n'],
  ['ο', 'o'],
  ['ρ', 'p'],
  ['τ', 't'],
  ['υ', 'y'],
  ['χ', 'x'],
  ['ı', 'i'],
  ['ß', 'ss'],
] as const);

/**
 * What a person should confirm before a site is added: a name or a code that another one could be taken for, or that holds
 * characters nobody sees. Empty when there is nothing to ask.
 * @param sites those the caller may see: nothing is said of others
 */
export function findLookalikes(
  input: Pick<NewSiteInput, 'enterprise' | 'code'>,
  sites: readonly SiteKey[]
): SiteProblem[] {
  const enterprises = [...new Set(sites.map(({ enterprise }) => enterprise))];
  const codes = sites.filter(({ enterprise }) => enterprise === input.enterprise).map(({ code }) => code);
  return [...ask('enterprise', input.enterprise, enterprises), ...ask('code', input.code, codes)];
}

function ask(field: 'enterprise' | 'code', value: string, known: readonly string[]): SiteProblem[] {
  if (known.includes(value)) {
    return [];
  }
  const twin = known.find((other) => skeleton(other) === skeleton(value));
  if (twin !== undefined) {
    return [
      {
        field,
        text: {
          fr: `« ${twin} » existe déjà et se confond avec cette valeur. Est-ce bien une autre ?`,
          en: `"${twin}" exists already and looks like this value. Is this really another one?`,
        },
      },
    ];
  }
  return UNSEEN.test(value)
    ? [
        {
          field,
          text: {
            fr: 'Cette valeur contient des caractères invisibles. Sont-ils voulus ?',
            en: 'This value holds characters that cannot be seen. Are they meant?',
          },
        },
      ]
    : [];
}

/** The same for texts that a reader may take for each other. */
function skeleton(text: string): string {
  return [...fold(text.replace(ALL_UNSEEN, ' ').normalize('NFKC'))]
    .map((letter) => LATIN_TWINS.get(letter as never) ?? letter)
    .join('')
    .replaceAll(' ', '');
}
