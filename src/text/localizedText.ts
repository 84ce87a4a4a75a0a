import type { LocalizedText } from '../api/contract';

export type { LocalizedText };

/**
 * The text in the reader's language, English for every language that is not French.
 *
 * @param language - the dictionary's own `language` entry, so that one file decides for all texts of a screen
 * @param fallback - shown when the backend sent no text, e.g. the technical name
 */
export function pickText(text: Partial<LocalizedText> | undefined, language: string, fallback = ''): string {
  const preferred = language === 'fr' ? text?.fr : text?.en;
  return preferred || text?.en || text?.fr || fallback;
}
