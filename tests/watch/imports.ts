import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** Relative specifiers of imports, dynamic ones and those of `new URL(…, import.meta.url)` included. */
const SPECIFIER = /(?:\bfrom|\bimport|\bimport\(|\bURL\()\s*'(\.{1,2}\/[^']+)'/g;

/** For each file, those that it imports, all named from the root. Node's imports name files as they are. */
export async function readImports(root: string, files: readonly string[]): Promise<Map<string, string[]>> {
  const entries = files.map(async (file): Promise<[string, string[]]> => {
    const text = await readFile(path.join(root, file), 'utf8');
    const folder = path.posix.dirname(file);
    return [file, [...text.matchAll(SPECIFIER)].map(([, name = '']) => path.posix.join(folder, name))];
  });
  return new Map(await Promise.all(entries));
}

/** The files that reach one of the changed ones by their imports, those themselves included. */
export function dependents(imports: ReadonlyMap<string, readonly string[]>, changed: readonly string[]): Set<string> {
  const importers = new Map<string, string[]>();
  for (const [file, imported] of imports) {
    for (const each of imported) {
      importers.set(each, [...(importers.get(each) ?? []), file]);
    }
  }
  const reached = new Set(changed);
  for (const file of reached) {
    importers.get(file)?.forEach((importer) => reached.add(importer));
  }
  return reached;
}
