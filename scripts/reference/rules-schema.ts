import { readFile } from 'node:fs/promises';

import { rulesJsonSchema } from '../../backend/src/config/rules-file/json-schema.ts';
import type { ReferencePage } from './page.ts';

const EXAMPLE = new URL('../../vigie.example.yaml', import.meta.url);

/** What editors complete and check a rules file by. */
export const rulesSchemaPage: ReferencePage = {
  file: 'vigie.schema.json',
  async render() {
    return `${JSON.stringify(rulesJsonSchema(await readFile(EXAMPLE, 'utf8')), null, 2)}\n`;
  },
};
