import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';

import { isForeign, ROOT } from './documents.ts';

/** The parts of `cspell.json` that say which files are checked, and against which lists of our own. */
interface Spelling {
  files: string[];
  ignorePaths: string[];
  dictionaryDefinitions: { name: string; path: string }[];
}

export const spelling = JSON.parse(await readFile(path.join(ROOT, 'cspell.json'), 'utf8')) as Spelling;

/** Sources and documents whose words are checked, none of which is generated; the path from the root and the text. */
export async function readCheckedFiles(): Promise<{ file: string; text: string }[]> {
  const ignored = spelling.ignorePaths.map((pattern) => (pattern.endsWith('/') ? `${pattern}**` : pattern));
  const files: string[] = [];
  for await (const file of glob(spelling.files, { cwd: ROOT, exclude: isForeign })) {
    if (!ignored.some((pattern) => path.matchesGlob(file, pattern))) {
      files.push(file);
    }
  }
  return Promise.all(files.sort().map(async (file) => ({ file, text: await readFile(path.join(ROOT, file), 'utf8') })));
}
