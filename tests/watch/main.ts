// `npm run test:watch`: at each change the unit tests that it concerns, of Node, React and Go. Ctrl-C ends it.
import { existsSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import path from 'node:path';

import { runProgram } from '../runner/process.ts';
import { AS_BUILT } from '../runner/suites/go-suite.ts';
import { isIntegration } from '../runner/suites/suite.ts';
import { stopOnSignals } from '../servers/processes/stop-on-signals.ts';
import { isStopping } from '../servers/processes/tied.ts';
import { dependents, readImports } from './imports.ts';
import { watchFolders } from './watch-folders.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const NODE_FOLDERS = ['backend', 'dashboards', 'demo', 'scripts', 'tests'];

stopOnSignals({ announce: () => console.log('\n• stopping…'), exitCode: () => 0 });

watchFolders({
  root,
  folders: [...NODE_FOLDERS, 'src', 'pkg', 'sql'],
  counts: (file) => /\.(ts|tsx|go|json|sql|ya?ml)$/.test(file),
  work: async (files) => {
    try {
      await runTestsOf(files);
    } catch (error) {
      // Whatever runs when a signal comes fails because of it.
      if (!isStopping()) {
        console.error(`✗ ${(error as Error).message}`);
      }
    }
    say('waiting for a change (Ctrl-C ends)…');
  },
});
say('waiting for a change (Ctrl-C ends)…');

async function runTestsOf(files: readonly string[]): Promise<void> {
  const react = files.filter((file) => /^src\/.*\.tsx?$/.test(file) && existsSync(path.join(root, file)));
  const unit = await unitTestsOf(files);
  say(`${files.join(', ')} changed: ${unit.length} test files of Node concerned`);
  if (unit.length > 0) {
    await runProgram(process.execPath, ['--test', '--test-reporter=dot', ...unit], { cwd: root });
  }
  if (react.length > 0) {
    await runProgram('jest', ['--passWithNoTests', '--findRelatedTests', ...react], {
      cwd: root,
      env: { NODE_ENV: 'test' },
    });
  }
  if (files.some((file) => file.startsWith('pkg/'))) {
    await runProgram('go', ['test', ...AS_BUILT.args, './pkg/...'], { cwd: root, env: AS_BUILT.env });
  }
}

/** The imports are read again each time: a second's work, and a change may have changed them. */
async function unitTestsOf(changed: readonly string[]): Promise<string[]> {
  const sources: string[] = [];
  for await (const file of glob(`{${NODE_FOLDERS.join()}}/**/*.ts`, { cwd: root, exclude: ['**/node_modules/**'] })) {
    sources.push(file.replaceAll(path.sep, '/'));
  }
  const concerned = dependents(await readImports(root, sources), changed);
  return sources.filter((file) => /\.test\.ts$/.test(file) && !isIntegration(file) && concerned.has(file));
}

function say(line: string): void {
  console.log(`• ${line}`);
}
