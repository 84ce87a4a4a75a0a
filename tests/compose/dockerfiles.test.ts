import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { isInstalled, readCompose, readText, ROOT } from './compose.ts';
import { parseCopy, parseDockerfile } from './dockerfile.ts';
import { buildContext, reachesBuild, readRules } from './dockerignore.ts';

/* Docker itself is rarely at hand where the tests run: these hold what the images take and start against the checkout. */

const compose = readCompose();
const builds = Object.values(compose.services).flatMap((service) => service.build ?? []);
const dockerfiles = [...new Set(builds.map((build) => build.dockerfile))];
const parsed = dockerfiles.map((name) => ({ name, ...parseDockerfile(readText(name)) }));
const rules = readRules(readText('.dockerignore'));

for (const { dockerfile, target } of builds) {
  test(`${dockerfile} has what compose builds from it (${target ?? 'its last stage'})`, () => {
    const { stages } = parseDockerfile(readText(dockerfile));
    assert.ok(target === undefined ? stages.length > 0 : stages.some(({ name }) => name === target));
  });
}

for (const { name: dockerfile, args, stages } of parsed) {
  test(`${dockerfile}: its versions come from docker-compose.yml, and only from there`, () => {
    const given = builds.filter((build) => build.dockerfile === dockerfile);
    for (const build of given) {
      assert.deepEqual(
        args.filter((name) => !(name in (build.args ?? {}))),
        [],
        'ARG without a value, or with one of its own'
      );
    }
    const own = new Set(stages.map(({ name }) => name));
    const foreign = stages.map(({ from }) => from).filter((from) => !own.has(from));
    assert.deepEqual(
      foreign.filter((from) => !/^[a-z/]+:\$\{[A-Z]+_VERSION\}$/.test(from)),
      []
    );
    assert.deepEqual([...new Set(foreign.map((from) => /\$\{(\w+)\}/.exec(from)?.[1]))].sort(), args.toSorted());
  });

  test(`${dockerfile}: what it copies exists and reaches the build`, async () => {
    const context = await buildContext(ROOT, rules);
    for (const { text } of stages.flatMap(({ instructions }) => instructions).filter(({ name }) => name === 'COPY')) {
      const { from, sources } = parseCopy(text);
      for (const source of from === undefined ? sources.filter((each) => each !== '.') : []) {
        assert.ok(
          context.some((file) => file === source || file.startsWith(`${source}/`)),
          `${source} is not there, or .dockerignore keeps it out`
        );
      }
    }
  });

  test(`${dockerfile} keeps to what linters of such files ask for`, () => {
    for (const { instructions } of stages) {
      const runs = instructions.filter(({ name }) => name === 'RUN').map(({ text }) => text);
      assert.ok(instructions.every(({ name }) => !['ADD', 'MAINTAINER', 'SHELL'].includes(name)));
      assert.ok(instructions.every(({ name, text }) => !['CMD', 'ENTRYPOINT'].includes(name) || text.startsWith('[')));
      assert.ok(
        instructions.every(({ name, text }) => name !== 'WORKDIR' || text.startsWith('/')),
        'absolute WORKDIR'
      );
      assert.ok(
        runs.every((text) => !/\b(sudo|cd|apt-get upgrade|curl|wget)\b/.test(text)),
        'nothing from outside the registries'
      );
      assert.ok(
        runs.every((text) => !/\bnpm (i|install)\b/.test(text)),
        'npm ci, which keeps to the lock file'
      );
      assert.ok(instructions.every(({ name, text }) => name !== 'ENV' || !/PASSWORD|TOKEN|SECRET|KEY/.test(text)));
    }
  });
}

test('the images of servers do not run as root', () => {
  const { stages } = parsed.find(({ name }) => name === 'docker/backend.Dockerfile')!;
  const backend = stages.find(({ name }) => name === 'backend')!;
  assert.equal(backend.instructions.findLast(({ name }) => name === 'USER')?.text, 'node');
  // Grafana's own image leaves root before ours begins.
  const grafana = parsed.find(({ name }) => name === 'docker/grafana.Dockerfile')!.stages.at(-1)!;
  assert.deepEqual(
    grafana.instructions.filter(({ name }) => name === 'USER' || name === 'RUN'),
    []
  );
});

test('images have the patch release in their tag', () => {
  const tags = Object.values(compose.services).flatMap(({ image, build }) => [
    ...(image === undefined ? [] : [image.slice(image.indexOf(':') + 1)]),
    ...Object.values(build?.args ?? {}),
  ]);
  assert.ok(tags.length > 0);
  for (const tag of tags) {
    const version = /^\$\{\w+:-(.*)\}$/.exec(tag)?.[1] ?? tag;
    assert.match(version, /^\d+\.\d+\.\d+($|[-@])|^\d+\.\d+-alpine\d+\.\d+($|@)/, tag);
  }
});

test('the versions of Node.js and Go are not below those that the checkout asks for', () => {
  const { NODE_VERSION: node = '', GO_VERSION: go = '' } = builds[0]?.args ?? {};
  const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, { version?: string }> };
  const numbers = (version: string): number => {
    const [major = 0, minor = 0, patch = 0] = /^[\d.]+/.exec(version)![0].split('.').map(Number);
    return major * 1e6 + minor * 1e3 + patch;
  };
  assert.ok(numbers(node) >= numbers(lock.packages['node_modules/node']!.version!), `Node.js ${node}`);
  assert.ok(numbers(go) >= numbers(/^go (\S+)$/m.exec(readText('go.mod'))![1]!), `Go ${go}`);
});

test('.dockerignore lets in only what exists, and nothing secret', () => {
  for (const { pattern } of rules.filter(({ letsIn }) => letsIn)) {
    assert.ok(existsSync(path.join(ROOT, pattern)), `${pattern} does not exist`);
  }
  const kept = [
    '.env',
    'rules/vigie.yaml',
    '.git/config',
    '.vigie/x',
    'backend/node_modules/x',
    'backend/src/a.test.ts',
    'backend/test/a.ts',
  ];
  assert.deepEqual(
    [...kept, 'tests/e2e/x.ts'].filter((file) => reachesBuild(file, rules)),
    []
  );
  assert.ok(reachesBuild('backend/src/cli/main.ts', rules));
});

test('the programs that compose starts exist here, and reach the image', async () => {
  const context = new Set(await buildContext(ROOT, rules));
  const commands = Object.values(compose.services).flatMap(({ command }) =>
    command?.[0] === 'node' ? [command[1]!] : []
  );
  assert.deepEqual([...new Set(commands)].sort(), [
    'demo/compose/main.ts',
    'demo/compose/shops.ts',
    'tests/simulators/atera/main.ts',
    'tests/simulators/odoo/main.ts',
  ]);
  for (const program of commands) {
    assert.ok(context.has(program), program);
  }
});

test('scripts of the containers are good POSIX shell', (t) => {
  const scripts = ['counters', 'counters-setup', 'grafana', 'onboarding', 'postgres-setup', 'secrets', 'vigie'].map(
    (name) => `docker/${name}.sh`
  );
  for (const script of scripts) {
    assert.match(readText(script), /^#!\/bin\/sh\n/);
    assert.equal(spawnSync('sh', ['-n', script], { cwd: ROOT }).status, 0, script);
  }
  if (!isInstalled('shellcheck')) {
    t.diagnostic('shellcheck is not installed: the shell has read them, nothing else');
    return;
  }
  const { status, stdout } = spawnSync('shellcheck', scripts, { cwd: ROOT, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});
