import { stringify } from 'csv-stringify/sync';

import type { Locale } from '../../domain/rules/locale.ts';
import { csvCell } from '../../domain/text/printable.ts';
import type { Sheet } from '../document.ts';

/**
 * A sheet as a file that a double click opens: a spreadsheet takes the separator and the decimal comma from the language of its
 * computer, and the encoding from the byte order mark.
 */
export function csvOf({ columns, rows }: Sheet, language: Locale): string {
  const french = language === 'fr-FR';
  return stringify([columns, ...rows.map((row) => row.map(csvCell))], {
    bom: true,
    delimiter: french ? ';' : ',',
    record_delimiter: 'windows',
    cast: {
      boolean: (value) => (value ? WORDS[language].yes : WORDS[language].no),
      number: (value) => (french ? String(value).replace('.', ',') : String(value)),
    },
  });
}

const WORDS = { 'fr-FR': { yes: 'oui', no: 'non' }, 'en-US': { yes: 'yes', no: 'no' } };
