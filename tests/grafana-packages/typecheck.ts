// `npm run typecheck:grafana`: the types of `src/` against the other versions of Grafana's packages and of React, as `tsc` checks
// them against those of the checkout.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import { runProgram } from '../runner/process.ts';
import { installPackages, otherVersions } from './packages.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

for (const version of await otherVersions()) {
  const folder = await installPackages(version);
  const config = path.join(folder, 'tsconfig.json');
  await writeFile(config, JSON.stringify(configuration(folder), null, 2));
  const code = await runProgram('tsc', ['-p', config], { cwd: root });
  if (code !== 0) {
    console.error(`✗ src/ does not fit Grafana's packages ${version}.`);
    process.exitCode = 1;
  }
}

/** The front end's own configuration, with other answers to where Grafana's and React's types are. */
function configuration(folder: string): object {
  const installed = path.join(folder, 'node_modules');
  return {
    extends: path.join(root, 'tsconfig.json'),
    compilerOptions: {
      noEmit: true,
      incremental: true,
      tsBuildInfoFile: path.join(folder, 'src.tsbuildinfo'),
      rootDir: root,
      baseUrl: path.join(root, 'src'),
      typeRoots: [path.join(installed, '@types'), path.join(root, 'node_modules', '@types')],
      paths: {
        '@grafana/*': [path.join(installed, '@grafana/*')],
        ...Object.fromEntries(
          ['react', 'react-dom'].flatMap((name) => [
            [name, [path.join(installed, '@types', name)]],
            [`${name}/*`, [path.join(installed, '@types', name, '*')]],
          ])
        ),
      },
    },
    include: [path.join(root, 'src'), path.join(root, '.config', 'types')],
  };
}
