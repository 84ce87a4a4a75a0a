import { join } from 'node:path';

import { withFolder } from '../server/server.ts';
import type { Closing } from '../store/store.ts';
import { layStore } from '../store/store-image.ts';

/** An embedded counters database without rows, in a folder of its own that is removed after the test. @returns for `COUNTERS_URL` */
export async function withEmbeddedCounters(t: Closing): Promise<string> {
  const folder = await withFolder(t);
  await layStore('empty', join(folder, 'pglite'));
  return `pglite:${folder}`;
}
