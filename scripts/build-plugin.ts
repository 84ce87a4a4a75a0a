// `npm run build`: the plugin into dist/. The React part by webpack, the Go part by Mage (what Grafana's plugin validator
// expects). `--if-stale` builds only what is older than its sources, `--go` the Go part alone, `--all-platforms` that part for
// all that Grafana runs on; without Go the React part is built alone, and said so.
import { spawnSync } from 'node:child_process';
import { glob, stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { goMissing } from './go-version.ts';

const root = path.dirname(import.meta.dirname);
const flags = readFlags();

function readFlags() {
  const off = { type: 'boolean', default: false } as const;
  try {
    return parseArgs({ options: { go: off, 'if-stale': off, 'all-platforms': off, quiet: off } }).values;
  } catch (error) {
    console.error((error as Error).message);
    process.exit(2);
  }
}

interface Part {
  name: string;
  /** How long it takes as a rule, on two processors. */
  usual: string;
  sources: string[];
  results: string[];
  command: [string, ...string[]];
}

const GO_SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const system = GO_SYSTEMS[process.platform] ?? 'linux';
const processor = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** Target of the Magefile, and the platforms it builds for. */
const go = flags['all-platforms']
  ? {
      target: 'buildAll',
      platforms: ['linux_amd64', 'linux_arm', 'linux_arm64', 'darwin_amd64', 'darwin_arm64', 'windows_amd64'],
    }
  : { target: `build:${system}${processor === 'arm64' ? 'ARM64' : ''}`, platforms: [`${system}_${processor}`] };

/** Webpack's configuration is TypeScript in a package whose other files are CommonJS; Node finds that out, and need not say so. */
const QUIET_CONFIG = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';

const parts: Part[] = [
  {
    name: 'plugin (React)',
    usual: 'half a minute',
    sources: ['src/**/*', '.config/**/*', 'webpack.config.ts', 'dashboards/generated/**/*', 'package-lock.json'],
    results: ['dist/module.js'],
    command: [
      'node',
      QUIET_CONFIG,
      'node_modules/webpack/bin/webpack.js',
      '-c',
      './webpack.config.ts',
      '--env',
      'production',
    ],
  },
  {
    name: 'data source (Go)',
    usual: 'half a minute, 3 minutes the first time',
    sources: ['pkg/**/*.go', 'go.mod', 'go.sum', 'Magefile.go', 'src/datasource/plugin.json'],
    results: go.platforms.map(
      (platform) => `dist/datasource/gpx_vigie_datasource_${platform}${platform.startsWith('windows') ? '.exe' : ''}`
    ),
    command: ['go', 'run', 'github.com/magefile/mage', '-v', go.target],
  },
];

for (const part of parts) {
  if (flags.go && part.command[0] !== 'go') {
    continue;
  }
  if (flags['if-stale'] && !(await isStale(part))) {
    continue;
  }
  const missing = part.command[0] === 'go' ? goMissing(root) : undefined;
  if (missing !== undefined) {
    console.error(`! ${part.name}: not built, ${missing}. Grafana needs it.`);
    process.exitCode = 1;
    continue;
  }
  console.log(`• ${part.name}: building (usually ${part.usual})…`);
  const [command, ...args] = part.command;
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', flags.quiet ? 'ignore' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error(`✗ ${part.name}: \`${part.command.join(' ')}\` failed.`);
    process.exitCode = 1;
  }
}

/** Whether a result is missing, or older than a source. */
async function isStale(part: Part): Promise<boolean> {
  const built = await Promise.all(part.results.map((file) => stat(path.join(root, file)).catch(() => undefined)));
  const oldest = Math.min(...built.map((result) => result?.mtimeMs ?? -Infinity));
  for await (const file of glob(part.sources, { cwd: root })) {
    const source = await stat(path.join(root, file));
    if (source.isFile() && source.mtimeMs > oldest) {
      return true;
    }
  }
  return false;
}
