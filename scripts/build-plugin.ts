// `npm run build`: the plugin into dist/. The React part by webpack, the Go part by Mage (what Grafana's plugin validator
// expects). `--if-stale` builds only what is older than its sources, `--all-platforms` the Go part for all that Grafana runs
// on; without Go the React part is built alone, and said so.
import { spawnSync } from 'node:child_process';
import { glob, stat } from 'node:fs/promises';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

interface Part {
  name: string;
  sources: string[];
  results: string[];
  command: [string, ...string[]];
}

const GO_SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const system = GO_SYSTEMS[process.platform] ?? 'linux';
const processor = process.arch === 'arm64' ? 'arm64' : 'amd64';

/** Target of the Magefile, and the platforms it builds for. */
const go = process.argv.includes('--all-platforms')
  ? {
      target: 'buildAll',
      platforms: ['linux_amd64', 'linux_arm', 'linux_arm64', 'darwin_amd64', 'darwin_arm64', 'windows_amd64'],
    }
  : { target: `build:${system}${processor === 'arm64' ? 'ARM64' : ''}`, platforms: [`${system}_${processor}`] };

const parts: Part[] = [
  {
    name: 'plugin (React)',
    sources: ['src/**/*', '.config/**/*', 'webpack.config.ts', 'dashboards/generated/**/*', 'package-lock.json'],
    results: ['dist/module.js'],
    command: ['webpack', '-c', './webpack.config.ts', '--env', 'production'],
  },
  {
    name: 'data source (Go)',
    sources: ['pkg/**/*.go', 'go.mod', 'go.sum', 'Magefile.go', 'src/datasource/plugin.json'],
    results: go.platforms.map(
      (platform) => `dist/datasource/gpx_vigie_datasource_${platform}${platform.startsWith('windows') ? '.exe' : ''}`
    ),
    command: ['go', 'run', 'github.com/magefile/mage', '-v', go.target],
  },
];

for (const part of parts) {
  if (process.argv.includes('--if-stale') && !(await isStale(part))) {
    continue;
  }
  if (part.command[0] === 'go' && spawnSync('go', ['version']).status !== 0) {
    console.error(`! ${part.name}: not built, there is no Go on this machine (https://go.dev/dl). Grafana needs it.`);
    process.exitCode = 1;
    continue;
  }
  console.log(`• ${part.name}: building…`);
  const [command, ...args] = part.command;
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', process.argv.includes('--quiet') ? 'ignore' : 'inherit', 'inherit'],
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
