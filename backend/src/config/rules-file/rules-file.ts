import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { type Document, LineCounter, parseDocument, visit } from 'yaml';

import { LocalizedError } from '../../domain/localized-error.ts';
import { DEFAULT_RULES, type Rules } from '../../domain/rules/rules.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { decodeText, readingProblem, TextFileError } from '../environment/text-file.ts';
import { keyText, Problems, RulesError, startOf } from './problems.ts';
import { decodeRules } from './rules-schema.ts';
import { yamlProblem } from './yaml-problem.ts';

/** Read when no file is named; it may be missing. */
const USUAL_FILE = 'vigie.yaml';

/**
 * The business rules: of the file named, else of `./vigie.yaml`, else the defaults.
 *
 * @param path `VIGIE_RULES`
 * @throws {RulesError} naming everything that is wrong at once, each with its line
 * @throws {UnreadableRulesError} when the file cannot be read
 */
export async function loadRules(path: string | undefined): Promise<Rules> {
  const file = await readRulesFile(path);
  return file === undefined ? DEFAULT_RULES : parseRules(file.content, file.path);
}

/** The rules file is there or named, and cannot be read: which, why, and what to do. */
export class UnreadableRulesError extends LocalizedError {
  override readonly name = 'UnreadableRulesError';
}

/**
 * The rules file as it stands on the disk; undefined when none is named and the usual one is not there.
 *
 * @throws {UnreadableRulesError}
 */
export async function readRulesFile(path: string | undefined): Promise<{ path: string; content: string } | undefined> {
  const file = resolve(path ?? USUAL_FILE);
  try {
    const content = decodeText(await readFile(file));
    if (content.trim() === '') {
      throw new TextFileError({ fr: 'est vide', en: 'is empty' });
    }
    return { path: file, content };
  } catch (error) {
    if (path === undefined && (error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    const problem = readingProblem(error);
    const advice = adviceAbout(path, file, error);
    throw new UnreadableRulesError(
      {
        fr: `Le fichier de règles ${file} ${problem.fr}. ${advice.fr}`,
        en: `The rules file ${file} ${problem.en}. ${advice.en}`,
      },
      { cause: error }
    );
  }
}

function adviceAbout(path: string | undefined, file: string, error: unknown): LocalizedText {
  if (path === undefined) {
    return {
      fr: 'Réparez-le, supprimez-le pour avoir les règles par défaut, ou nommez-en un autre dans VIGIE_RULES.',
      en: 'Mend it, remove it to have the defaults, or name another one with VIGIE_RULES.',
    };
  }
  const example = join(file, USUAL_FILE);
  return (error as NodeJS.ErrnoException).code === 'EISDIR'
    ? {
        fr: `VIGIE_RULES doit nommer un fichier, tel que ${example}.`,
        en: `VIGIE_RULES must name a file, such as ${example}.`,
      }
    : {
        fr: 'Réparez-le, corrigez VIGIE_RULES, ou supprimez cette variable pour avoir les règles par défaut.',
        en: 'Mend it, correct VIGIE_RULES, or remove that variable to have the defaults.',
      };
}

/**
 * Checks the text of a rules file.
 *
 * @param file its name, for errors
 * @throws {RulesError}
 */
export function parseRules(content: string, file: string): Rules {
  const lines = new LineCounter();
  // Keys written twice are reported below, with both lines.
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const problems = new Problems(document, lines);
  for (const { pos, code, message } of [...document.errors, ...document.warnings]) {
    problems.addAt(pos[0], { fr: yamlProblem(code), en: `not valid YAML: ${message}` });
  }
  // What a broken text means is a guess: its own errors come first.
  const rules = problems.isEmpty ? parseDocumentRules(document, problems) : undefined;
  if (rules === undefined || !problems.isEmpty) {
    throw new RulesError(file, problems.list());
  }
  return rules;
}

function parseDocumentRules(document: Document, problems: Problems): Rules {
  reportRepeatedKeys(document, problems);
  // A key that is there without a value is a problem; a file without anything has the defaults.
  return decodeRules(document.toJS() ?? {}, problems);
}

function reportRepeatedKeys(document: Document, problems: Problems): void {
  visit(document, {
    Map(_, { items }) {
      const seen = new Map<string, number>();
      for (const { key } of items) {
        const name = keyText(key);
        const offset = startOf(key) ?? 0;
        const first = seen.get(name);
        if (first !== undefined) {
          const line = problems.lineAt(first);
          problems.addAt(offset, {
            fr: `la clé « ${name} » figure déjà ligne ${line}`,
            en: `the key "${name}" stands on line ${line} already`,
          });
        }
        seen.set(name, first ?? offset);
      }
    },
  });
}
