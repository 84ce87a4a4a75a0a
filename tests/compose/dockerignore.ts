import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** A line of a `.dockerignore` without comments: a later one decides over earlier ones. */
interface Rule {
  letsIn: boolean;
  pattern: string;
  /** What it speaks of: a file or a folder. */
  expression: RegExp;
}

export function readRules(text: string): Rule[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const pattern = line.replace(/^!/, '');
      return { letsIn: line.startsWith('!'), pattern, expression: expressionOf(pattern) };
    });
}

/** As Go's `filepath.Match` reads it, and Docker beyond it: `*` stops at a slash, but not at a dot; `**` stops nowhere. */
function expressionOf(pattern: string): RegExp {
  const parts = pattern.split(/(\*\*\/|\*)/).map((part) => {
    if (part === '**/') {
      return '(?:.*/)?';
    }
    return part === '*' ? '[^/]*' : part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}

/**
 * Whether a file reaches the build. A pattern speaks of a file when it matches its path or that of a folder around it.
 * Source: Docker's documentation of the build context, ".dockerignore files".
 */
export function reachesBuild(file: string, rules: readonly Rule[]): boolean {
  const parts = file.split('/');
  const paths = parts.map((_part, index) => parts.slice(0, index + 1).join('/'));
  const last = rules.findLast(({ expression }) => paths.some((each) => expression.test(each)));
  return last?.letsIn ?? true;
}

/** Files of a checkout that reach the build, as paths from its root. Folders that hold none are not looked into. */
export async function buildContext(root: string, rules: readonly Rule[]): Promise<string[]> {
  const skipped = new Set(['.git', '.vigie', 'node_modules', 'dist', 'dist-package', 'coverage', 'test-results']);
  const files: string[] = [];
  const look = async (folder: string): Promise<void> => {
    for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
      const file = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) {
        await (skipped.has(entry.name) ? undefined : look(file));
      } else if (reachesBuild(file, rules)) {
        files.push(file);
      }
    }
  };
  await look('');
  return files;
}
