import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Languages of the screens. */
export const LANGUAGES = ['fr-FR', 'en-US'] as const;
export type Language = (typeof LANGUAGES)[number];

/**
 * The language of the machine, by the variables that POSIX gives it: the first of them that is set decides. Without one
 * it is that of the operating system. `C` is English; readers of other languages get the product's first, French.
 */
export function machineLanguage(
  env: NodeJS.ProcessEnv = process.env,
  system = Intl.DateTimeFormat().resolvedOptions().locale
): Language {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || system;
  return /^(en\b|en_|C\b|POSIX\b)/i.test(locale) ? 'en-US' : 'fr-FR';
}

/**
 * The rules of the demo for organisations and pages in a language, with goals for the month in which it runs.
 *
 * @param rules - the file of the demo, which is for French and names no month
 * @param folder - gets the file
 * @param month - `YYYY-MM`
 * @returns the file to use
 */
export async function rulesIn(language: Language, rules: string, folder: string, month: string): Promise<string> {
  const goals = [
    `{ enterprise: BASH, month: ${month}, entries: 100000 }`,
    `{ enterprise: BASH, code: '003', month: ${month}, entries: 15000 }`,
  ];
  const text = (await readFile(rules, 'utf8'))
    .replace(/^grafana:$/m, `grafana:\n  language: ${language}`)
    .replace(/^counters:$/m, ['counters:', '  goals:', ...goals.map((goal) => `    - ${goal}`)].join('\n'));
  const file = path.join(folder, path.basename(rules));
  await writeFile(file, text);
  return file;
}
