import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * The packager: a Go module, so that it needs no installation. Debian's and Red Hat's own tools run on their systems only.
 * From 2.46 on it takes its RPM writer from a domain of its author's, which fewer Go proxies serve.
 */
const NFPM = 'github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.0';

/** Names of processors as Go and Debian call them. */
const ARCHITECTURES: Partial<Record<NodeJS.Architecture, string>> = { x64: 'amd64', arm64: 'arm64' };

export const KINDS = ['deb', 'rpm'] as const;
export type PackageKind = (typeof KINDS)[number];

/**
 * Makes a system's package of a staged backend with its Node.js, as `packaging/nfpm.yaml` describes it.
 *
 * @param root - the checkout
 * @param stage - see `stageBackend` and `addNode`
 * @param into - the folder for it
 * @returns the package's file
 */
export async function packForSystem(
  kind: PackageKind,
  { root, stage, into, version }: { root: string; stage: string; into: string; version: string }
): Promise<string> {
  const architecture = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || architecture === undefined) {
    throw new Error(`There is no package for ${process.platform} on ${process.arch}: make it on Linux, x64 or arm64.`);
  }
  await mkdir(into, { recursive: true });
  const { stdout } = await promisify(execFile)(
    'go',
    ['run', NFPM, 'package', '--config', 'packaging/nfpm.yaml', '--packager', kind, '--target', into],
    {
      cwd: root,
      env: { ...process.env, VIGIE_STAGE: stage, VIGIE_VERSION: version, VIGIE_ARCH: architecture },
    }
  ).catch((error: { code?: unknown; stderr?: string }) => {
    const reason = error.code === 'ENOENT' ? 'it takes Go, and there is none on the PATH' : (error.stderr ?? '').trim();
    throw new Error(`nfpm has made no ${kind} package: ${reason}`);
  });
  const file = /^created package: (.+)$/m.exec(stdout)?.[1];
  if (file === undefined) {
    throw new Error(`nfpm has made no ${kind} package.`);
  }
  return path.join(into, path.basename(file));
}
