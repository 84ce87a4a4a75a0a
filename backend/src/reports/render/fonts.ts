import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/*
 * DejaVu: pictures and PDFs must look the same on a server without any font, and it has Latin, Greek and Cyrillic letters. Its licence
 * (Bitstream Vera's, free for any use) lets it be passed on and embedded.
 */
const folder = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

export const FONT_FAMILY = 'DejaVu Sans';

export const FONT_FILES = {
  regular: join(folder, 'DejaVuSans.ttf'),
  bold: join(folder, 'DejaVuSans-Bold.ttf'),
} as const;
