import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { VARIABLES } from '../../backend/src/config/environment/variables.ts';
import { composeCommand, readCompose, readText, ROOT } from './compose.ts';

const compose = readCompose();
const services = Object.entries(compose.services);
const command = composeCommand();
const needsCompose = { skip: command ? false : 'SKIPPED: neither `docker compose` nor `docker-compose` is installed' };

/** Lets compose check the file with these values, and none of this machine's own. */
function config(t: TestContext, values: Record<string, string>): { status: number | null; stderr: string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-compose-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const envFile = path.join(folder, 'env');
  writeFileSync(
    envFile,
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}\n`)
      .join('')
  );
  const [program, ...args] = command!;
  const result = spawnSync(program!, [...args, '--env-file', envFile, '-f', 'docker-compose.yml', 'config', '-q'], {
    cwd: ROOT,
    env: { PATH: process.env.PATH },
    encoding: 'utf8',
  });
  return { status: result.status, stderr: result.stderr };
}

/** Names in `${NAME…}`. */
function interpolated(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1]!))].sort();
}

const REQUIRED = ['GRAFANA_ADMIN_PASSWORD', 'GRAFANA_SECRET_KEY', 'POSTGRES_PASSWORD', 'VIGIE_BOOTSTRAP_TOKEN'];
const FILLED_IN = Object.fromEntries(REQUIRED.map((name) => [name, 'x'.repeat(32)]));

test('compose accepts the file once the required values are set', needsCompose, (t) => {
  const { status, stderr } = config(t, FILLED_IN);
  assert.equal(status, 0, stderr);
});

for (const name of REQUIRED) {
  test(`without ${name}, compose says what to set and where`, needsCompose, (t) => {
    const { status, stderr } = config(t, { ...FILLED_IN, [name]: '' });
    assert.notEqual(status, 0);
    assert.match(stderr, new RegExp(`set ${name} in \\.env`));
  });
}

test('.env.example explains every value of docker-compose.yml, and no other', () => {
  const explained = [...readText('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]!);
  assert.deepEqual([...new Set(explained)].sort(), interpolated(readText('docker-compose.yml')));
});

test('the backend gets variables that it knows, and no other', () => {
  const given = Object.keys(compose.services.backend?.environment ?? {});
  assert.ok(given.length > 0);
  assert.deepEqual(
    given.filter((name) => !(name in VARIABLES)),
    []
  );
});

test('what onboards reaches Grafana and the running backend, and knows no other secret', () => {
  const { environment = {}, network_mode: network, networks, ports } = compose.services.onboarding ?? {};
  assert.deepEqual(
    Object.keys(environment).filter((name) => !(name in VARIABLES)),
    []
  );
  assert.equal(environment.VIGIE_BACKEND_URL, compose.services.grafana?.environment?.VIGIE_BACKEND_URL);
  assert.deepEqual([network, networks, ports], ['service:backend', undefined, undefined]);
  assert.deepEqual(
    Object.keys(environment)
      .filter((name) => /PASSWORD|TOKEN|KEY|_URL$/.test(name))
      .sort(),
    ['GRAFANA_ADMIN_PASSWORD', 'GRAFANA_URL', 'VIGIE_BACKEND_URL']
  );
});

test('Grafana gets every variable that its provisioning asks for', () => {
  const files = [
    'grafana.ini',
    'datasources/vigie.yaml',
    'dashboards/vigie.yaml',
    'plugins/vigie.yaml',
    'alerting/vigie.yaml',
  ];
  const asked = files.flatMap((file) =>
    [...readText(`provisioning/${file}`).matchAll(/\$(?:__env\{)?(VIGIE_\w+)/g)].map((match) => match[1]!)
  );
  const given = Object.keys(compose.services.grafana?.environment ?? {}).filter((name) => name.startsWith('VIGIE_'));
  assert.deepEqual([...new Set(asked)].sort(), given.sort());
});

test('only Grafana publishes a port, on this machine alone unless told otherwise', () => {
  assert.deepEqual(
    services.filter(([, service]) => service.ports).map(([name, { ports }]) => [name, ports]),
    [['grafana', ['${GRAFANA_LISTEN:-127.0.0.1}:${GRAFANA_PORT:-3000}:3000']]]
  );
});

test('PostgreSQL shares a network with the backend alone, and that network leads nowhere else', () => {
  assert.deepEqual(compose.services.postgres?.networks, ['store']);
  assert.equal(compose.networks.store?.internal, true);
  assert.deepEqual(
    services.filter(([, service]) => service.networks?.includes('store')).map(([name]) => name),
    ['postgres', 'backend']
  );
});

test('only the demo profile adds simulators', () => {
  assert.deepEqual(
    services.filter(([, service]) => service.profiles).map(([name, { profiles }]) => [name, profiles]),
    [['atera-simulator', ['demo']]]
  );
});

for (const [name, service] of services) {
  test(`${name}: mounts exist, volumes are declared, no new privileges`, () => {
    for (const mount of service.volumes ?? []) {
      const source = mount.split(':')[0]!;
      if (source.startsWith('.')) {
        assert.ok(existsSync(path.join(ROOT, source)), `${source} does not exist`);
        assert.match(mount, /:ro$/);
      } else {
        assert.ok(source in compose.volumes, `the volume ${source} is not declared`);
      }
    }
    assert.deepEqual(service.security_opt, ['no-new-privileges:true']);
  });
}

test('images from elsewhere are pinned', () => {
  for (const [name, { image }] of services) {
    assert.match(image ?? 'built:1', /:\d/, name);
  }
});
