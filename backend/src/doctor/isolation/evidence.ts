import type { World } from './world.ts';

/** Finds in an answer what can only have come from the rows of another enterprise. */
export interface Evidence {
  /**
   * @param asked the request; a name that the tenant itself has written may come back in an error
   * @returns what was found, and whose it is
   */
  foreignIn(text: string, asked: string): { found: string; owner: string } | undefined;
}

/** A shorter text turns up by chance. */
const MIN_PHRASE = 4;

/**
 * Names, cities, addresses and reasons of others are looked for as whole JSON texts: `"Lyon"` is no part of
 * `"Lyon Part-Dieu"`. Names also inside of sentences, between anything but letters and digits. What the tenant's own rows
 * or the catalogue say as well proves nothing and is left out; so are codes, which many enterprises share: where they
 * matter, answers are compared as a whole.
 */
export function createEvidence(own: string, { sites, datasets }: World): Evidence {
  const ownTexts = sites.filter((site) => site.enterprise === own).flatMap(({ texts }) => texts);
  const innocent = new Set([own, ...ownTexts, ...textsOf(datasets)]);
  const innocentText = [...innocent].join('\n');
  const tokens = new Map<string, string>();
  const phrases = new Map<string, string>();
  for (const { enterprise, code, texts } of sites) {
    if (enterprise === own) {
      continue;
    }
    texts
      .filter((text) => text !== code && !isTimeOrZone(text) && !innocent.has(text))
      .forEach((text) => tokens.set(text, enterprise));
    const name = enterprise.trim();
    if (name.length >= MIN_PHRASE && !containsWord(innocentText, name) && !containsWord(name, own.trim())) {
      phrases.set(name, enterprise);
    }
  }
  return {
    foreignIn(text, asked) {
      for (const token of new Set(textsIn(text))) {
        const owner = tokens.get(token);
        if (owner !== undefined && !asked.includes(token)) {
          return { found: token, owner };
        }
      }
      for (const [name, owner] of phrases) {
        if (containsWord(text, name) && !asked.includes(name)) {
          return { found: name, owner };
        }
      }
      return undefined;
    },
  };
}

/** Opening hours and time zones: many have the same. */
const isTimeOrZone = (text: string): boolean => /^\d\d:\d\d$|^[A-Za-z]+\/[A-Za-z_/]+$/.test(text);

/** Every JSON text in a document that may be something else in parts. */
function textsIn(document: string): string[] {
  return (document.match(/"(?:[^"\\]|\\.)*"/g) ?? []).flatMap((literal) => {
    try {
      return [JSON.parse(literal) as string];
    } catch {
      return [];
    }
  });
}

/** Every text in a value, the names of its fields aside. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

function containsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0 && word !== ''; at = text.indexOf(word, at + 1)) {
    const [before = '', after = ''] = [text[at - 1], text[at + word.length]];
    if (!/[\p{L}\p{N}]/u.test(before) && !/[\p{L}\p{N}]/u.test(after)) {
      return true;
    }
  }
  return false;
}
