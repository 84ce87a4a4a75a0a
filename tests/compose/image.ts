import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';

import { tiedFolder } from '../servers/processes/tied-folder.ts';
import { readText, ROOT } from './compose.ts';
import { type Instruction, parseCopy, parseDockerfile, type Stage } from './dockerfile.ts';
import { buildContext, readRules } from './dockerignore.ts';

/** The user `node` of the images of Node.js. */
const NODE_USER = 1000;

/** A stage as a folder: what would be `/` in the image. */
export interface Image {
  root: string;
  env: Record<string, string>;
  workdir: string;
}

/**
 * Builds stages of a Dockerfile outside of Docker: each into a folder of its own, with the programs of this machine. Folders of the
 * image that a step names are those in its folder; nothing else of the machine is written to.
 *
 * @param context - folder with the files that reach the build
 * @param into - folder for the folders of the stages
 * @returns the last stage, or the one of that name
 */
async function buildImage(
  source: string,
  { context, into, target }: { context: string; into: string; target?: string }
): Promise<Image> {
  const { stages } = parseDockerfile(source);
  const built = new Map<string, Image>();
  let image: Image | undefined;
  for (const [index, stage] of stages.entries()) {
    image = await buildStage(stage, { context, root: path.join(into, stage.name ?? `stage-${index}`), built });
    built.set(stage.name ?? `stage-${index}`, image);
    if (stage.name !== undefined && stage.name === target) {
      break;
    }
  }
  if (image === undefined) {
    throw new Error('The Dockerfile has no stage.');
  }
  return image;
}

interface Building {
  context: string;
  root: string;
  built: ReadonlyMap<string, Image>;
}

async function buildStage(stage: Stage, building: Building): Promise<Image> {
  const { root, built } = building;
  const base = built.get(stage.from);
  await mkdir(root, { recursive: true });
  if (base !== undefined) {
    await cp(base.root, root, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  }
  const image = { root, env: { ...base?.env }, workdir: base?.workdir ?? '/' };
  let user: string | undefined;
  for (const instruction of stage.instructions) {
    if (instruction.name === 'USER') {
      user = instruction.text;
    } else {
      await carryOut(instruction, image, { ...building, user });
    }
  }
  return image;
}

async function carryOut(
  { name, text: rest }: Instruction,
  image: Image,
  { context, built, user }: Building & { user: string | undefined }
): Promise<void> {
  switch (name) {
    case 'ENV':
      for (const [, variable = '', value = ''] of rest.matchAll(/(\w+)=(\S+)/g)) {
        image.env[variable] = value;
      }
      break;
    case 'WORKDIR':
      image.workdir = rest;
      await mkdir(path.join(image.root, rest), { recursive: true });
      break;
    case 'COPY': {
      const { from, sources, target } = parseCopy(rest);
      const origin = from === undefined ? context : built.get(from)!.root;
      for (const each of sources) {
        await copy(
          path.join(origin, each),
          path.join(image.root, path.resolve(image.workdir, target)),
          target.endsWith('/')
        );
      }
      break;
    }
    case 'RUN':
      await run(rest, image, user);
      break;
    default:
  }
}

/** A folder's content goes into the target; a file becomes it, or goes into it where it ends with a slash. */
async function copy(source: string, target: string, isFolder: boolean): Promise<void> {
  const into = isFolder && (await stat(source)).isFile() ? path.join(target, path.basename(source)) : target;
  await mkdir(path.dirname(into), { recursive: true });
  await cp(source, into, { recursive: true });
}

/** Absolute paths of the image in a command, as those of its folder. */
function inFolder(command: string, root: string): string {
  return command
    .replaceAll(/(?<=^|[\s="'])\/(?=(usr|var|opt|etc|srv|src|out)\/)/g, `${root}/`)
    .replaceAll('chown node:node', `chown ${NODE_USER}:${NODE_USER}`);
}

async function run(command: string, image: Image, user: string | undefined): Promise<void> {
  const isRoot = process.getuid?.() === 0;
  const child = spawn(
    'sh',
    ['-c', `set -e; ${inFolder(isRoot ? command : command.replace(/\bchown\b/g, 'true'), image.root)}`],
    {
      cwd: path.join(image.root, image.workdir),
      env: environmentIn(image),
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user === 'node' && isRoot ? { uid: NODE_USER, gid: NODE_USER } : {}),
    }
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  if (child.exitCode !== 0) {
    throw new Error(`RUN ${command}\nended with ${child.exitCode}:\n${stdout}\n${stderr}`);
  }
}

/** What would reach the product from this machine, and what Node's test runner tells its own processes. */
const NOT_PASSED_ON = /^(VIGIE_|ATERA_|ODOO_|GRAFANA_|COUNTERS_|DATABASE_URL|NODE_TEST_CONTEXT|HOST$|PORT$|LOG_LEVEL$)/;

/** The environment of a process in the image, with this machine's programs, and its settings and caches of npm and Go. */
export function environmentIn({ root, env }: Image): Record<string, string | undefined> {
  const machine = Object.entries(process.env).filter(([name]) => !NOT_PASSED_ON.test(name));
  const programs = [path.join(root, 'usr/local/bin'), path.dirname(process.execPath)];
  return {
    ...Object.fromEntries(machine),
    ...env,
    PATH: [...programs, process.env['PATH'] ?? ''].join(path.delimiter),
    APP_DIR: path.join(root, 'srv/vigie'),
    SETTINGS_DIR: path.join(root, 'etc/vigie'),
  };
}

/** Why images are not built in this run of tests; undefined when they are. */
export function notAskedToBuild(): string | undefined {
  return process.env['VIGIE_TEST_PACKAGES'] === '1'
    ? undefined
    : 'SKIPPED: it installs packages and builds, which takes minutes: set VIGIE_TEST_PACKAGES=1';
}

/** Builds from what of this checkout reaches a build; the folders go with the test. */
export async function buildHere(t: Pick<TestContext, 'after'>, dockerfile: string, target?: string): Promise<Image> {
  // The user of the image has to get through to its folder.
  const folder = tiedFolder({ prefix: 'vigie-image-', mode: 0o755 });
  t.after(() => folder.remove());
  const context = path.join(folder.path, 'context');
  for (const file of await buildContext(ROOT, readRules(readText('.dockerignore')))) {
    await mkdir(path.dirname(path.join(context, file)), { recursive: true });
    await cp(path.join(ROOT, file), path.join(context, file));
  }
  return buildImage(readText(dockerfile), { context, into: folder.path, ...(target === undefined ? {} : { target }) });
}
