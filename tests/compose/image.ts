import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';

import { type Instruction, parseCopy, parseDockerfile, type Stage } from './dockerfile.ts';

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
export async function buildImage(
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

/** The environment of a process in the image, with this machine's programs. */
export function environmentIn({ root, env }: Image): Record<string, string> {
  const programs = [path.join(root, 'usr/local/bin'), path.dirname(process.execPath), ...npmFolder()];
  return {
    ...env,
    PATH: [...programs, process.env['PATH'] ?? ''].join(path.delimiter),
    HOME: root,
    // Caches of this machine: what was fetched once need not be fetched by each test.
    ...passedOn(
      'GOPATH',
      'GOMODCACHE',
      'GOCACHE',
      'GOPROXY',
      'GOFLAGS',
      'GOSUMDB',
      'GOTOOLCHAIN',
      'npm_config_cache',
      'TMPDIR'
    ),
    APP_DIR: path.join(root, 'srv/vigie'),
    SETTINGS_DIR: path.join(root, 'etc/vigie'),
  };
}

function npmFolder(): string[] {
  return [path.dirname(execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim())];
}

function passedOn(...names: string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))
  );
}
