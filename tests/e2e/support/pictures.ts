import path from 'node:path';

/** Where the documents take their pictures from. */
const FOLDER = path.resolve(import.meta.dirname, '..', '..', '..', 'docs', 'img');

/** @param name - without folder, e.g. `client.png` */
export function picture(name: string): string {
  return path.join(FOLDER, name);
}
