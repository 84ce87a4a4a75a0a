import { glob, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { build, type Metafile } from 'esbuild';

/** The program, and what `backend/src/installation.ts` finds by its place: these stay files of their own. */
const ENTRIES = [
  'backend/src/cli/main.ts',
  'backend/src/reports/render/render.ts',
  'backend/src/datasets/definitions/**/*.ts',
  'backend/src/http/{plugins,routes}/**/*.ts',
];

/** Packages that read files of their own (WebAssembly, native code, fonts, the code of a thread) or are required by a path. */
export const NOT_BUNDLED = [
  '@electric-sql/pglite',
  '@resvg/resvg-js',
  'date-holidays',
  'dejavu-fonts-ttf',
  'pdfkit',
  'piscina',
] as const;

/** Packages of the CommonJS kind call these, which modules do not have. */
const COMMONJS = [
  `import { createRequire as vigieCreateRequire } from 'node:module';`,
  `const require = vigieCreateRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;`,
].join('');

/** Native code, which `pg` takes when somebody has installed it. */
const OPTIONAL = ['pg-native'];

/**
 * Bundles the backend with the packages it imports: of 2,700 modules, each of which takes Node.js 25 kilobytes beside its code and
 * a file to read at the start, 260 are left. Names stay, so that a stack trace says where.
 *
 * @param root - the checkout, with its packages installed
 * @param stage - gets the modules at the same places below `backend/src`, and `LICENSES.txt` of what was bundled
 */
export async function bundleBackend(root: string, stage: string): Promise<void> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: await entries(root),
    outbase: 'backend/src',
    outdir: path.join(stage, 'backend/src'),
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // V8 keeps a text of other characters with two bytes for each of them.
    charset: 'ascii',
    minifySyntax: true,
    minifyWhitespace: true,
    // All of them are in LICENSES.txt.
    legalComments: 'none',
    banner: { js: COMMONJS },
    external: [...NOT_BUNDLED, ...OPTIONAL],
    metafile: true,
    logLevel: 'error',
  });
  await writeFile(path.join(stage, 'LICENSES.txt'), await licensesOf(root, packagesIn(metafile)));
}

async function entries(root: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(ENTRIES, { cwd: root, exclude: ['**/*.test.ts'] })) {
    files.push(file);
  }
  return files.sort();
}

/** Folders of the packages that something of was bundled, e.g. `node_modules/pg`. */
function packagesIn({ outputs }: Metafile): string[] {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** What the licences of the bundled packages ask to be passed on. */
async function licensesOf(root: string, folders: readonly string[]): Promise<string> {
  const texts = folders.map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
      license?: string;
    };
    const file = (await readdir(path.join(root, folder))).find((one) => /^licen[cs]e/i.test(one));
    const text = file === undefined ? '' : `\n${(await readFile(path.join(root, folder, file), 'utf8')).trim()}\n`;
    return `${name} ${version} (${license ?? 'see its text'})\n${text}`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(80)}\n\n`);
}
