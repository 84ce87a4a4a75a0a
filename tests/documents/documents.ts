import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

import { lexer, type Token, type Tokens, walkTokens } from 'marked';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** Folders of what is installed or built: no documents of ours. */
const FOREIGN = /(^|\/)(node_modules|dist|dist-package|test-results|\.(?!github\/)[^/]+)\//;

/** Whether a path of the checkout holds what is installed or built. */
export const isForeign = (name: string): boolean => FOREIGN.test(`${name}/`);

/** A Markdown file of the checkout, taken apart. */
export interface MarkdownDocument {
  /** Its path from the root of the checkout. */
  file: string;
  /** Blocks of code, with the language that stands behind the fence. */
  blocks: { language: string; text: string }[];
  /** Code within a sentence. */
  spans: string[];
  /** Where links and pictures lead. */
  targets: string[];
  /** What may stand behind `#` in a link to it. */
  anchors: Set<string>;
}

/** Every document of the checkout. */
export async function readDocuments(): Promise<MarkdownDocument[]> {
  const files = [];
  for await (const file of glob('**/*.md', { cwd: ROOT, exclude: isForeign })) {
    files.push(file);
  }
  return Promise.all(files.sort().map(async (file) => parse(file, await readFile(path.join(ROOT, file), 'utf8'))));
}

function parse(file: string, text: string): MarkdownDocument {
  const document: MarkdownDocument = { file, blocks: [], spans: [], targets: [], anchors: new Set() };
  void walkTokens(lexer(text), (token) => collect(document, token));
  return document;
}

function collect(document: MarkdownDocument, token: Token): void {
  switch (token.type) {
    case 'code':
      document.blocks.push({ language: (token as Tokens.Code).lang ?? '', text: (token as Tokens.Code).text });
      break;
    case 'codespan':
      document.spans.push((token as Tokens.Codespan).text);
      break;
    case 'link':
    case 'image':
      document.targets.push((token as Tokens.Link).href);
      break;
    case 'heading':
      document.anchors.add(unused(document.anchors, anchorOf((token as Tokens.Heading).text)));
      break;
  }
}

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-');
}

function unused(taken: ReadonlySet<string>, anchor: string): string {
  for (let count = 0; ; count += 1) {
    const name = count === 0 ? anchor : `${anchor}-${count}`;
    if (!taken.has(name)) {
      return name;
    }
  }
}
