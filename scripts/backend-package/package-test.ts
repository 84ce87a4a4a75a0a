import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';

/** Whether a program is on the PATH. */
export const isThere = (program: string): boolean =>
  spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;

/**
 * Why a system's package is not made and installed by a test; false when it is.
 *
 * @param installer - the system's own tool, `dpkg` or `rpm`
 */
export function reasonToSkip(installer: string): string | false {
  if (process.env['VIGIE_TEST_PACKAGES'] !== '1') {
    return 'SKIPPED: it compiles nfpm and packs 200 MB, which takes minutes: set VIGIE_TEST_PACKAGES=1';
  }
  if (process.getuid?.() !== 0 || !isThere(installer)) {
    return `SKIPPED: a package is installed into a folder by root, with ${installer}`;
  }
  return isThere('go') ? false : 'SKIPPED: nfpm takes Go';
}

/** An empty folder for one test. */
export async function withFolder(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'vigie-package-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
