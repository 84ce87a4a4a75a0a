import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { VARIABLES } from '../../backend/src/config/environment/variables.ts';
import { composeCommands, readCompose, readText, ROOT, type Service } from './compose.ts';

const compose = readCompose();
const services = Object.entries(compose.services);
const { secrets } = compose.services;

const namesWhere = (holds: (service: Service) => boolean): string[] =>
  services.filter(([, service]) => holds(service)).map(([name]) => name);

/** Names in `${NAME…}`. */
function interpolated(text: string): string[] {
  return [...new Set([...text.matchAll(/\$\{(\w+)/g)].map((match) => match[1]!))].sort();
}

/** `where it is mounted → name of the volume`, of one service. */
function mounts({ volumes = [] }: Service): Map<string, string> {
  return new Map(volumes.map((mount) => mount.split(':')).map(([source = '', target = '']) => [target, source]));
}

const commands = composeCommands();
for (const [program = '', ...args] of commands.length > 0 ? commands : [[]]) {
  const skip = program === '' && 'SKIPPED: neither `docker compose` nor `docker-compose` is installed';
  const title = [program, ...args].join(' ') || 'compose';
  for (const profiles of [[], ['demo', 'proxy']]) {
    test(`${title} takes the file with nothing set (profiles: ${profiles.join(', ') || 'none'})`, { skip }, () => {
      const chosen = profiles.flatMap((profile) => ['--profile', profile]);
      const flags = ['--env-file', '.env.example', '-f', 'docker-compose.yml', ...chosen, 'config', '-q'];
      // None of the values of this machine.
      const { status, stderr } = spawnSync(program, [...args, ...flags], {
        cwd: ROOT,
        env: { PATH: process.env['PATH'] },
        encoding: 'utf8',
      });
      assert.deepEqual([status, stderr], [0, '']);
    });
  }
}

test('a container of the backend has as long to stop as its unit of systemd', () => {
  const [, seconds] = /^TimeoutStopSec=(\d+)$/m.exec(readText('packaging/systemd/vigie.service')) ?? [];
  assert.equal(compose.services['backend']?.stop_grace_period, `${seconds}s`);
});

test('no value is required: each has a default, be it empty', () => {
  assert.deepEqual(readText('docker-compose.yml').match(/\$\{\w+(?!\w|:-)[^}]*\}/g), null);
});

test('.env.example explains every value of docker-compose.yml, and no other', () => {
  const explained = [...readText('.env.example').matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1]!);
  assert.deepEqual([...new Set(explained)].sort(), interpolated(readText('docker-compose.yml')));
  // Taken as it is, it changes nothing.
  assert.deepEqual(readText('.env.example').match(/^[^#\n]/gm), null);
});

test('a secret reaches the service `secrets` alone, and everybody else as a file', () => {
  const secret = (name: string): boolean =>
    /(PASSWORD|TOKEN|SECRET|KEY|KEY_PREVIOUS|WEBHOOK_URL|DATABASE_URL|COUNTERS_URL|SMTP_URL|HEADERS)$/.test(name);
  for (const [name, { environment = {} }] of services) {
    const given = Object.keys(environment).filter(secret);
    assert.deepEqual(name === 'secrets' ? [] : given, [], name);
  }
  const taken = Object.keys(secrets?.environment ?? {});
  assert.deepEqual(taken.filter(secret), taken);
  // Whatever it gets comes from .env under the same name, and nothing else of the file does.
  for (const name of taken) {
    assert.equal(secrets?.environment?.[name], `\${${name}:-}`);
    assert.equal(readText('docker-compose.yml').split(`\${${name}:`).length, 2, `${name} is used elsewhere, too`);
  }
  const ofBackend = Object.entries(VARIABLES).filter(([, definition]) => 'secret' in definition && definition.secret);
  const known = readText('docker/secrets.sh');
  assert.deepEqual(
    ofBackend.map(([name]) => name).filter((name) => !known.includes(name)),
    []
  );
});

test('each service sees its own secrets, read-only, and nobody else sees them', () => {
  const parts = mounts(secrets!);
  assert.equal(parts.get('/secrets/own'), 'secrets');
  for (const [name, service] of services.filter(([each]) => each !== 'secrets')) {
    const own = parts.get(`/secrets/${name}`);
    const mounted = (service.volumes ?? []).filter((mount) => mount.startsWith('secrets'));
    assert.deepEqual(mounted, own === undefined ? [] : [`${own}:/run/secrets:ro`], name);
  }
  const readers = [...parts.keys()]
    .map((target) => path.basename(target))
    .filter((name) => name !== 'own' && name !== 'secrets.sh');
  assert.deepEqual(
    readers.filter((reader) => !(reader in compose.services)),
    []
  );
  assert.deepEqual([secrets?.network_mode, secrets?.networks], ['none', undefined]);
});

test('the backend gets variables that it knows, and no other', () => {
  for (const name of ['backend', 'onboarding']) {
    const given = Object.keys(compose.services[name]?.environment ?? {});
    assert.ok(given.length > 0);
    assert.deepEqual(
      given.filter((variable) => !(variable in VARIABLES)),
      []
    );
  }
});

test('what onboards reaches Grafana and the running backend, and publishes nothing', () => {
  const { environment = {}, network_mode: network, networks, ports } = compose.services['onboarding'] ?? {};
  assert.equal(environment['VIGIE_BACKEND_URL'], compose.services['grafana']?.environment?.['VIGIE_BACKEND_URL']);
  assert.deepEqual([network, networks, ports], ['service:backend', undefined, undefined]);
});

test('Grafana gets every variable that its provisioning asks for, the secret ones as files', () => {
  const files = ['grafana.ini', 'datasources/vigie.yaml', 'dashboards/vigie.yaml', 'alerting/vigie.yaml'];
  const asked = files.flatMap((file) =>
    [...readText(`provisioning/${file}`).matchAll(/\$(?:__env\{)?(VIGIE_\w+)/g)].map((match) => match[1]!)
  );
  const given = Object.keys(compose.services['grafana']?.environment ?? {}).filter((name) => name.startsWith('VIGIE_'));
  const inFiles = [...readText('docker/secrets.sh').matchAll(/^give grafana\/(VIGIE_\w+)/gm)].map((match) => match[1]!);
  assert.deepEqual([...new Set(asked)].sort(), [...given, ...inFiles].sort());
});

test('Grafana is published by default on this machine alone; besides it only the proxy is', () => {
  assert.deepEqual(
    services.filter(([, service]) => service.ports).map(([name, { ports, profiles }]) => [name, ports, profiles]),
    [
      ['grafana', ['${GRAFANA_LISTEN:-127.0.0.1}:${GRAFANA_PORT:-3000}:3000'], undefined],
      ['proxy', ['${PROXY_LISTEN:-0.0.0.0}:80:80', '${PROXY_LISTEN:-0.0.0.0}:443:443'], ['proxy']],
    ]
  );
});

test('databases share networks with their users alone, and those lead nowhere else', () => {
  const members = (network: string): string[] => namesWhere(({ networks }) => networks?.includes(network) ?? false);
  assert.deepEqual(members('store'), ['postgres', 'backend']);
  assert.deepEqual(members('grafana-store'), ['postgres', 'grafana']);
  assert.deepEqual(members('counters'), ['counters', 'backend', 'shops']);
  assert.deepEqual(members('service'), ['backend', 'grafana', 'proxy']);
  for (const network of ['store', 'grafana-store', 'counters', 'service']) {
    assert.equal(compose.networks[network]?.internal, true, network);
  }
  for (const [name, { networks = [] }] of services) {
    assert.deepEqual(
      networks.filter((network) => !(network in compose.networks)),
      [],
      name
    );
  }
});

test('sockets of the databases, which ask for no password or for root alone, reach what sets them up and nobody else', () => {
  for (const database of ['postgres', 'counters']) {
    const users = namesWhere((service) => [...mounts(service).values()].includes(`${database}-socket`));
    assert.deepEqual(users, [database, `${database}-setup`]);
  }
});

test('the profiles add what they are for', () => {
  const of = (profile: string): string[] => namesWhere(({ profiles }) => profiles?.includes(profile) ?? false);
  assert.deepEqual(of('demo'), ['atera-simulator', 'odoo-simulator', 'shops', 'demo']);
  assert.deepEqual(of('proxy'), ['proxy']);
});

test('no service waits for one that another profile brings, or for the end of one that goes on', () => {
  for (const [name, { depends_on: needs = {}, profiles = [] }] of services) {
    for (const [needed, { condition }] of Object.entries(needs)) {
      const { profiles: needing = [], restart } = compose.services[needed]!;
      assert.ok(
        needing.every((profile) => profiles.includes(profile)),
        `${name} waits for ${needed}`
      );
      assert.equal(
        condition,
        restart === 'no' ? 'service_completed_successfully' : 'service_healthy',
        `${name}: ${needed}`
      );
    }
  }
});

for (const [name, service] of services) {
  test(`${name}: mounts exist, volumes are declared; few rights, no writable image, a limit for its memory`, () => {
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
    assert.deepEqual([service.cap_drop, service.read_only], [['ALL'], true]);
    assert.match(service.mem_limit ?? '', /^\d+[mg]$/);
  });
}

test('two services have a right of root, for what they are for', () => {
  assert.deepEqual(
    services.filter(([, service]) => service.cap_add).map(([name, { cap_add: rights }]) => [name, rights]),
    [
      ['secrets', ['CHOWN']],
      ['proxy', ['NET_BIND_SERVICE']],
    ]
  );
});

test('volumes are each used', () => {
  const used = new Set(services.flatMap(([, service]) => [...mounts(service).values()]));
  assert.deepEqual(
    Object.keys(compose.volumes).filter((volume) => !used.has(volume)),
    []
  );
});
