/** Languages of the dashboards. */
export const LANGUAGES = ['fr', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** Grafana's names of its interface languages; also the folders of the generated files. */
export const LOCALES = { fr: 'fr-FR', en: 'en-US' } as const satisfies Record<Language, string>;

/** A text in both languages. */
export type Text = Record<Language, string>;

/** The texts of a panel or a page, which stand in its file. */
type Texts = Record<string, Text>;

/** Picks one language of each text. */
export function inLanguage<T extends Texts>(texts: T, language: Language): Record<keyof T, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text[language]])) as Record<
    keyof T,
    string
  >;
}
