import assert from 'node:assert/strict';
import test from 'node:test';

import type { Command } from 'commander';

import type { Language } from '../domain/tickets/labels.ts';
import { argumentsError } from './help-texts.ts';
import { buildProgram } from './main.ts';
import type { Io } from './terminal/io.ts';

const silent = { write: () => true };

function programIn(language: Language): Command {
  const io: Io = { env: {}, stdin: process.stdin, stdout: silent, stderr: silent, language };
  return buildProgram(io, () => undefined);
}

/** All commands with those below them. */
function commandsOf(command: Command): Command[] {
  return [command, ...command.commands.flatMap(commandsOf)];
}

/** What stands beside a command and its options. */
function sentencesOf(command: Command): [name: string, text: string][] {
  return [
    [command.name(), command.description()],
    ...command.options.map(({ long, description }): [string, string] => [`${command.name()} ${long}`, description]),
  ];
}

/** Words that only one of the languages has. */
const ENGLISH =
  /\b(the|of|with|show|make|print|its|what|which|all|only|unless|default|choices|display|usage|commands)\b/i;
const FRENCH = /\b(le|la|les|des|une|avec|montrer|ce|qui|sauf|choix|défaut|aide|utilisation|commandes)\b/i;

test('each command and option says something else in French than in English', () => {
  const [french, english] = [programIn('fr'), programIn('en')].map((program) =>
    commandsOf(program).flatMap(sentencesOf)
  );
  assert.ok(french && english && french.length > 100);
  assert.deepEqual(
    french.map(([name]) => name),
    english.map(([name]) => name)
  );
  assert.deepEqual(
    french.filter(([, text], index) => text === '' || text === english[index]?.[1]),
    []
  );
});

test('help in French has no English word, help in English no French word or spacing', () => {
  // Names of commands, options, files and codes are the same in both.
  const prose = (command: Command): string =>
    command.helpInformation().replaceAll(/--?[a-z][\w-]*|<[^>]*>|\[[^\]]*\]|^ {2}\S+|[a-z]+:[a-z]+|tickets:\S+/gm, '');
  for (const command of commandsOf(programIn('fr'))) {
    assert.doesNotMatch(prose(command), ENGLISH, command.name());
  }
  for (const command of commandsOf(programIn('en'))) {
    assert.doesNotMatch(prose(command), FRENCH, command.name());
    assert.doesNotMatch(command.helpInformation(), /\S [;:!?]/, `${command.name()}: French spaces`);
  }
});

test('French keeps its punctuation: no straight apostrophe, a space before : ; ? !', () => {
  for (const [name, text] of commandsOf(programIn('fr')).flatMap(sentencesOf)) {
    assert.doesNotMatch(text, /'|[^\s:]:(?!\w)|[^\s];|[^\s]\?/, name);
  }
});

/** What Commander says of wrong arguments, as `main` shows it. */
function refusal(language: Language, args: string[]): string {
  try {
    programIn(language).parse(args, { from: 'user' });
  } catch (error) {
    return argumentsError((error as Error).message, language);
  }
  return assert.fail(`${args.join(' ')} was taken`);
}

test('what is wrong with arguments is said in the language of the run', () => {
  const cases: [args: string[], french: string][] = [
    [['boord'], 'erreur : la commande « boord » n’existe pas\n(Vouliez-vous dire board ?)'],
    [['board', '--jsn'], 'erreur : l’option « --jsn » n’existe pas\n(Vouliez-vous dire --json ?)'],
    [['backup'], 'erreur : il manque l’argument « file »'],
    [['backup', 'a', 'b'], 'erreur : trop d’arguments pour « backup » : 1 attendu(s), 2 donné(s) (a, b)'],
    [['query', 'x', '--from'], 'erreur : il manque la valeur de l’option « --from <instant> »'],
    [['token', 'create', '--name', 'x'], 'erreur : il manque l’option « --scopes <scopes> »'],
    [
      ['screens', 'add', 'x', '--page', 'board', '--playlist'],
      'erreur : l’option « --playlist » ne va pas avec « --page <page> »',
    ],
    [
      ['query', 'x', '--format', 'xml'],
      'erreur : « xml » ne convient pas à l’option « --format <format> » ; choix : table, json, csv',
    ],
    [
      ['audit', '--limit', '0'],
      'erreur : « 0 » ne convient pas à l’option « --limit <count> ». Un nombre entier de 1 à 1000.',
    ],
  ];
  for (const [args, french] of cases) {
    assert.equal(refusal('fr', args), french);
    assert.doesNotMatch(refusal('en', args), FRENCH);
  }
});
