import type { Locale } from '../domain/rules/locale.ts';
import type { Language } from '../domain/tickets/labels.ts';

/** As `--language` takes them; `VIGIE_LANGUAGE` says the longer ones to Grafana, too. */
export const LANGUAGE_CHOICES = ['fr', 'en', 'fr-FR', 'en-US'] as const;

/**
 * The language of one run: the option, else `VIGIE_LANGUAGE`, else the variables that POSIX gives it, of which the first that is set
 * decides. English where none is, and for people of any other language.
 */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const named = optionIn(argv) || env['VIGIE_LANGUAGE'] || env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^fr(?![a-z])/i.test(named) ? 'fr' : 'en';
}

/** Needed before the arguments are parsed, whose errors have a language themselves. */
function optionIn(argv: readonly string[]): string | undefined {
  const end = argv.indexOf('--');
  const options = end === -1 ? argv : argv.slice(0, end);
  const index = options.findLastIndex((argument) => /^--language(=|$)/.test(argument));
  return index === -1 ? undefined : (options[index]?.split('=')[1] ?? options[index + 1]);
}

/** As rules and dashboards name it. */
export function localeOf(language: Language): Locale {
  return language === 'fr' ? 'fr-FR' : 'en-US';
}
