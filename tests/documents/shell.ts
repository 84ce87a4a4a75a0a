import type { MarkdownDocument } from './documents.ts';

/** Languages of blocks that a shell reads. */
export const SHELLS = ['sh', 'bash'];

/** A command as a document gives it. */
export interface Command {
  file: string;
  words: string[];
  /** It stands in a block, to be typed as it is; within a sentence it may be named in part. */
  whole: boolean;
}

/** The commands of all shell blocks, and those that sentences name. */
export function commandsOf({ file, blocks, spans }: MarkdownDocument): Command[] {
  const lines = blocks.filter(({ language }) => SHELLS.includes(language)).flatMap(({ text }) => linesOf(text));
  return [
    ...lines.flatMap((line) => simpleCommands(line)).map((words) => ({ file, words, whole: true })),
    ...spans.flatMap((span) => simpleCommands(span)).map((words) => ({ file, words, whole: false })),
  ].filter(({ words }) => words.length > 0);
}

/** Lines of a script, those that end with a backslash joined, without the text of here-documents. */
function linesOf(script: string): string[] {
  return script
    .replaceAll(/\\\n\s*/g, ' ')
    .replaceAll(/<<'?(\w+)'?(.*)\n[\s\S]*?\n\1(?=\n|$)/g, '$2')
    .split('\n');
}

/** The simple commands of a line, each in words; a comment ends the line. Quotes keep words together. */
function simpleCommands(line: string): string[][] {
  const commands: string[][] = [[]];
  for (const [token] of line.matchAll(/#.*|&&|\|\|?|;|[<>]+\s*\S+|(?:"[^"]*"|'[^']*'|\$\([^)]*\)|[^\s"'|;&<>])+/g)) {
    if (token.startsWith('#')) {
      break;
    }
    if (/^(&&|\|\|?|;)$/.test(token)) {
      commands.push([]);
    } else if (!/^[<>]/.test(token)) {
      commands.at(-1)?.push(token.replaceAll(/["']/g, ''));
    }
  }
  return commands.map(withoutPrefix);
}

/** What stands before a program: variables, and programs that start another. */
function withoutPrefix(words: readonly string[]): string[] {
  const rest = words.slice(words.findIndex((word) => !/^[A-Z_][A-Z0-9_]*=/.test(word)));
  return /^(sudo|npx|exec|time)$/.test(rest[0] ?? '') ? withoutPrefix(rest.slice(1)) : rest;
}

/** The arguments of `vigie`, where the command is one; also within a container. */
export function vigieArguments({ words }: Command): string[] | undefined {
  const inContainer = words[0] === 'docker' && words[1] === 'compose' ? words.indexOf('vigie') : 0;
  return words[inContainer] === 'vigie' && words.length > inContainer + 1 ? words.slice(inContainer + 1) : undefined;
}
