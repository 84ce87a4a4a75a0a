import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Languages of the screens. */
export const LANGUAGES = ['fr-FR', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language of the machine, by the variables that POSIX gives it: the first of them that is set decides. Without one
 * it is that of the operating system. `C` is English; whoever reads another language gets the product's first, French.
 */
export function machineLanguage(
  env: NodeJS.ProcessEnv = process.env,
  system = Intl.DateTimeFormat().resolvedOptions().locale
): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || system;
  return /^(en\b|en_|C\b|POSIX\b)/i.test(locale) ? 'en-US' : 'fr-FR';
}

/**
 * The rules of the demo for organisations and pages in a language.
 *
 * @param rules - the file of the demo, which is for French
 * @param folder - gets the file for another language
 * @returns the file to use
 */
export async function rulesIn(language: Language, rules: string, folder: string): Promise<string> {
  if (language === 'fr-FR') {
    return rules;
  }
  const file = path.join(folder, path.basename(rules));
  await writeFile(file, (await readFile(rules, 'utf8')).replace(/^grafana:$/m, `grafana:\n  language: ${language}`));
  return file;
}
