import path from 'node:path';

import { stageBackend } from '../../scripts/backend-package/stage.ts';

/**
 * Puts the backend into a folder as packages hold it: what it takes of memory and time there is what it takes in production.
 *
 * @param folder - gets a folder `installed`
 * @returns where it is, for `startBackend`
 */
export async function installBackend(root: string, folder: string): Promise<string> {
  const installed = path.join(folder, 'installed');
  await stageBackend(root, installed);
  return installed;
}
