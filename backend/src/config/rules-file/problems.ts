import { type Document, isMap, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Path } from '../../schemas/types.ts';

/** Something wrong in the rules file. Lines and columns count from 1. */
export interface RulesProblem {
  line: number;
  column: number;
  /** e.g. `queues[1].overdueAfter`; empty for the file as a whole. */
  key: string;
  /** In English, as at start. */
  message: string;
}

interface FoundProblem extends RulesProblem {
  /** The message in French; absent: the English one stands in. */
  french?: string;
}

/** Everything that is wrong with a rules file, in the order of its lines. */
export class RulesError extends Error {
  override readonly name = 'RulesError';
  readonly file: string;
  readonly problems: readonly RulesProblem[];

  readonly #found: readonly FoundProblem[];

  constructor(file: string, problems: readonly FoundProblem[]) {
    super(
      [`The rules file ${file} is not right:`, ...problems.map((problem) => `  - ${describe(problem)}`)].join('\n')
    );
    this.file = file;
    this.problems = problems.map(({ line, column, key, message }) => ({ line, column, key, message }));
    this.#found = problems;
  }

  /** What the message says, in both languages. */
  get text(): LocalizedText {
    const lines = (language: keyof LocalizedText): string[] => this.texts.map((text) => `  - ${text[language]}`);
    return {
      fr: [`Le fichier des règles ${this.file} ne convient pas :`, ...lines('fr')].join('\n'),
      en: this.message,
    };
  }

  /** Each problem as one line for a person. */
  get texts(): LocalizedText[] {
    return this.#found.map(describeLocalized);
  }
}

/** One line for a person. */
function describe({ line, column, key, message }: RulesProblem): string {
  return `line ${line}, column ${column}${key === '' ? '' : `, ${key}`}: ${message}`;
}

/** The same in both languages. */
function describeLocalized(problem: FoundProblem): LocalizedText {
  const { line, column, key, message, french = message } = problem;
  return {
    fr: `ligne ${line}, colonne ${column}${key === '' ? '' : `, ${key}`} : ${french}`,
    en: describe(problem),
  };
}

/** Collects what is wrong and finds the line of each. */
export class Problems {
  readonly #document: Document;
  readonly #lines: LineCounter;
  #found: (FoundProblem & { path: Path })[] = [];
  #placeOf = (path: Path): Path => path;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  /** The same collection, for what looks at a part of the file and names places within that. */
  seenFrom(placeOf: (path: Path) => Path): Problems {
    const same = new Problems(this.#document, this.#lines);
    same.#found = this.#found;
    same.#placeOf = placeOf;
    return same;
  }

  /** @param at the key itself instead of its value, for keys that should not be there */
  add(path: Path, message: LocalizedText, at: 'value' | 'key' = 'value'): void {
    const place = this.#placeOf(path);
    this.addAt(this.#offset(place, at), message, place);
  }

  addAt(offset: number, message: LocalizedText, path: Path = []): void {
    const { line, col } = this.#lines.linePos(offset);
    this.#found.push({ line, column: col, key: written(path), message: message.en, french: message.fr, path });
  }

  get isEmpty(): boolean {
    return this.#found.length === 0;
  }

  /** Whether something was wrong with a value or a part of it. */
  hasAny(path: Path): boolean {
    const place = this.#placeOf(path);
    return this.#found.some((problem) => place.every((step, index) => problem.path[index] === step));
  }

  /** The line on which a value begins. */
  lineOf(path: Path): number {
    return this.lineAt(this.#offset(this.#placeOf(path), 'value'));
  }

  lineAt(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  /** All problems, from the top of the file down. */
  list(): FoundProblem[] {
    return this.#found.toSorted((a, b) => a.line - b.line || a.column - b.column);
  }

  /** Where the value of a path begins in the text, or the nearest thing above it that is there. */
  #offset(path: Path, at: 'value' | 'key'): number {
    let entry: Entry = { value: this.#document.contents };
    let offset = startOf(entry.value) ?? 0;
    for (const [index, step] of path.entries()) {
      entry = entryOf(entry.value, step);
      const wanted = at === 'key' && index === path.length - 1 ? entry.key : entry.value;
      offset = startOf(wanted) ?? startOf(entry.key) ?? offset;
    }
    return offset;
  }
}

interface Entry {
  key?: unknown;
  value?: unknown;
}

function entryOf(parent: unknown, step: string | number): Entry {
  if (isMap(parent)) {
    return parent.items.find(({ key }) => keyText(key) === String(step)) ?? {};
  }
  return isSeq(parent) ? { value: parent.items[Number(step)] } : {};
}

/** A key of a mapping as text. */
export function keyText(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

/** Where a node begins in the text. */
export function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function written(path: Path): string {
  return path.map((step, index) => (typeof step === 'number' ? `[${step}]` : index === 0 ? step : `.${step}`)).join('');
}
