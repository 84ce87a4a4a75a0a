// `npm run docs:reference`: the pages of docs/reference, from the code that they describe.
import { writeFile } from 'node:fs/promises';

import { datasetsPage } from './datasets.ts';
import { errorsPage } from './errors.ts';
import { httpPage } from './http.ts';
import { metricsPage } from './metrics.ts';
import { rulesSchemaPage } from './rules-schema.ts';

/** Where the pages stand. */
export const REFERENCE = new URL('../../docs/reference/', import.meta.url);

/** All of them, in the order in which a reader meets them. */
export const REFERENCE_PAGES = [datasetsPage, httpPage, errorsPage, metricsPage, rulesSchemaPage];

if (import.meta.main) {
  await Promise.all(
    REFERENCE_PAGES.map(async ({ file, render }) => writeFile(new URL(file, REFERENCE), await render()))
  );
}
