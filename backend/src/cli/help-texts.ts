import { type Command, Help, type Option } from 'commander';

import type { Language, LocalizedText } from '../domain/tickets/labels.ts';

/** Headings of Commander's help, by its own words. */
const TITLES: Readonly<Record<string, LocalizedText>> = {
  'Usage:': { fr: 'Utilisation :', en: 'Usage:' },
  'Options:': { fr: 'Options :', en: 'Options:' },
  'Global Options:': { fr: 'Options générales :', en: 'Global options:' },
  'Commands:': { fr: 'Commandes :', en: 'Commands:' },
};

const WORDS = {
  command: { fr: '[commande]', en: '[command]' },
  choices: { fr: 'choix : ', en: 'choices: ' },
  between: { fr: ' ; ', en: '; ' },
  fallback: { fr: 'par défaut : ', en: 'default: ' },
  help: { fr: 'montrer cette aide', en: 'display this help' },
  helpCommand: { fr: 'montrer l’aide d’une commande', en: 'display help for command' },
} satisfies Record<string, LocalizedText>;

/** Gives a command's help the words of a language. */
export function localizedHelp(command: Command, language: Language): void {
  const word = (name: keyof typeof WORDS): string => WORDS[name][language];
  const usual = new Help();
  command
    .helpOption('-h, --help', word('help'))
    .helpCommand(`help ${word('command')}`, word('helpCommand'))
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => TITLES[title]?.[language] ?? title,
      commandUsage: (shown) => usual.commandUsage(shown).replace('[command]', word('command')),
      optionDescription: (option) => described(option, word),
    });
}

/** What an option is for, and its values. */
function described(
  { description, argChoices, defaultValue, required }: Option,
  word: (name: keyof typeof WORDS) => string
): string {
  const values = [
    ...(argChoices === undefined ? [] : [`${word('choices')}${argChoices.join(', ')}`]),
    ...(defaultValue === undefined || !required ? [] : [`${word('fallback')}${String(defaultValue)}`]),
  ];
  return values.length === 0 ? description : `${description} (${values.join(word('between'))})`;
}

/** What Commander says of arguments that it cannot take, by its own words and in ours. */
const ERRORS: readonly [said: RegExp, (...parts: string[]) => LocalizedText][] = [
  [/^unknown option '(.*)'$/, (flag) => ({ fr: `l’option « ${flag} » n’existe pas`, en: `unknown option '${flag}'` })],
  [
    /^unknown command '(.*)'$/,
    (name) => ({ fr: `la commande « ${name} » n’existe pas`, en: `unknown command '${name}'` }),
  ],
  [
    /^missing required argument '(.*)'$/,
    (name) => ({ fr: `il manque l’argument « ${name} »`, en: `missing required argument '${name}'` }),
  ],
  [
    /^option '(.*)' argument missing$/,
    (flags) => ({ fr: `il manque la valeur de l’option « ${flags} »`, en: `option '${flags}' argument missing` }),
  ],
  [
    /^required option '(.*)' not specified$/,
    (flags) => ({ fr: `il manque l’option « ${flags} »`, en: `required option '${flags}' not specified` }),
  ],
  [
    /^option '(.*)' cannot be used with option '(.*)'$/,
    (flags, other) => ({
      fr: `l’option « ${flags} » ne va pas avec « ${other} »`,
      en: `option '${flags}' cannot be used with option '${other}'`,
    }),
  ],
  [
    /^too many arguments(?: for '(.*)')?\. Expected (\d+) arguments? but got (\d+): (.*)\.$/,
    (name, expected, given, all) => ({
      fr: `trop d’arguments${name === '' ? '' : ` pour « ${name} »`} : ${expected} attendu(s), ${given} donné(s) (${all})`,
      en: `too many arguments${name === '' ? '' : ` for '${name}'`}. Expected ${expected} but got ${given}: ${all}.`,
    }),
  ],
  [
    /^option '(.*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/,
    (flags, value, choices) => ({
      fr: `« ${value} » ne convient pas à l’option « ${flags} » ; choix : ${choices}`,
      en: `option '${flags}' argument '${value}' is invalid. Allowed choices are ${choices}.`,
    }),
  ],
  [
    // The reason has the language of the run already.
    /^option '(.*)' argument '(.*)' is invalid\. (.*)$/,
    (flags, value, reason) => ({
      fr: `« ${value} » ne convient pas à l’option « ${flags} ». ${reason}`,
      en: `option '${flags}' argument '${value}' is invalid. ${reason}`,
    }),
  ],
];

const SUGGESTION = /^\(Did you mean (?:one of )?(.*)\?\)$/;

/** The message of a `CommanderError` in a language; what Commander says in other words than those known here stays as it is. */
export function argumentsError(message: string, language: Language): string {
  const [first = '', second] = message.replace(/^error: /, '').split('\n');
  const found = ERRORS.map(([said, text]) => ({ match: said.exec(first), text })).find(({ match }) => match !== null);
  const [, ...parts] = found?.match ?? [];
  const sentence = found?.text(...parts.map((part) => part ?? ''))[language] ?? first;
  const suggested = second === undefined ? undefined : SUGGESTION.exec(second)?.[1];
  const question = { fr: `\n(Vouliez-vous dire ${suggested} ?)`, en: `\n(Did you mean ${suggested}?)` };
  const prefix: LocalizedText = { fr: 'erreur : ', en: 'error: ' };
  return prefix[language] + sentence + (suggested === undefined ? '' : question[language]);
}
