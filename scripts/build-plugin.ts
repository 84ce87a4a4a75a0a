// `npm run build`: the plugin into dist/. The React part by webpack, the Go part by Mage (what Grafana's plugin validator
// expects). `--if-stale` builds only what is older than its sources; without Go the React part is built alone, and said so.
import { spawnSync } from 'node:child_process';
import { glob, stat } from 'node:fs/promises';
import path from 'node:path';

const root = path.dirname(import.meta.dirname);

interface Part {
  name: string;
  sources: string[];
  result: string;
  command: [string, ...string[]];
}

const GO_TARGETS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };
const target = process.arch === 'arm64' ? 'arm64' : 'amd64';
const goPlatform = GO_TARGETS[process.platform] ?? 'linux';
const mageTarget = `build:${goPlatform}${target === 'arm64' ? 'ARM64' : ''}`;

const parts: Part[] = [
  {
    name: 'plugin (React)',
    sources: ['src/**/*', '.config/**/*', 'webpack.config.ts', 'dashboards/generated/**/*', 'package-lock.json'],
    result: 'dist/module.js',
    command: ['webpack', '-c', './webpack.config.ts', '--env', 'production'],
  },
  {
    name: 'data source (Go)',
    sources: ['pkg/**/*.go', 'go.mod', 'go.sum', 'Magefile.go', 'src/datasource/plugin.json'],
    result: `dist/datasource/gpx_vigie_datasource_${goPlatform}_${target}${goPlatform === 'windows' ? '.exe' : ''}`,
    command: ['go', 'run', 'github.com/magefile/mage', '-v', mageTarget],
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

async function isStale(part: Part): Promise<boolean> {
  const built = await stat(path.join(root, part.result)).catch(() => undefined);
  if (!built) {
    return true;
  }
  for await (const file of glob(part.sources, { cwd: root })) {
    const source = await stat(path.join(root, file));
    if (source.isFile() && source.mtimeMs > built.mtimeMs) {
      return true;
    }
  }
  return false;
}
