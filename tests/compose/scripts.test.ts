import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test, type TestContext } from 'node:test';

import { parseCountersUrl } from '../../backend/src/counters/connection/url.ts';
import { isInstalled, ROOT } from './compose.ts';

/* The scripts of the containers as plain processes: by this machine's shell, and by the one of Alpine where it is there. */

const SHELLS = [['sh'], ...(isInstalled('busybox') ? [['busybox', 'sh']] : [])];

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'vigie-scripts-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

function run(shell: string[], script: string, env: Record<string, string>, args: string[] = []) {
  const [program = 'sh', ...flags] = shell;
  const { status, stdout, stderr } = spawnSync(program, [...flags, path.join(ROOT, 'docker', script), ...args], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** Everything below a folder, by its path there. */
function contents(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .map((file) => [path.relative(folder, file), readFileSync(file, 'utf8')])
  );
}

for (const shell of SHELLS) {
  const by = shell.join(' ');

  test(`secrets.sh (${by}) makes each secret once, and gives readers the same`, (t) => {
    const folder = newFolder(t);
    const first = run(shell, 'secrets.sh', { SECRETS_DIR: folder });
    assert.equal(first.status, 0, first.stderr);
    const made = contents(folder);
    assert.match(made['own/VIGIE_SECRET_KEY'] ?? '', /^[A-Za-z0-9+/]{43}=$/);
    assert.equal(Buffer.from(made['backend/VIGIE_SECRET_KEY'] ?? '', 'base64').length, 32);
    const passwords = Object.entries(made).filter(([file]) => file.startsWith('own/') && !file.endsWith('_KEY'));
    assert.ok(passwords.every(([, value]) => /^[A-Za-z0-9]{48}$/.test(value)));
    assert.equal(new Set(passwords.map(([, value]) => value)).size, passwords.length);
    assert.equal(made['backend/VIGIE_BOOTSTRAP_TOKEN'], made['grafana/VIGIE_BOOTSTRAP_TOKEN']);
    assert.equal(made['onboarding/GRAFANA_ADMIN_PASSWORD'], made['grafana/GF_SECURITY_ADMIN_PASSWORD']);
    assert.equal(made['grafana/GF_DATABASE_PASSWORD'], made['postgres-setup/grafana']);
    assert.equal(made['backend/DATABASE_URL'], `postgres://vigie:${made['postgres-setup/vigie']}@postgres:5432/vigie`);
    assert.equal(made['shops/COUNTERS_URL'], `mysql://feed:${made['counters-setup/feed']}@counters:3306/counters`);
    for (const file of Object.keys(made)) {
      assert.equal(statSync(path.join(folder, file)).mode & 0o777, 0o400, file);
    }
    assert.equal(run(shell, 'secrets.sh', { SECRETS_DIR: folder }).status, 0);
    assert.deepEqual(contents(folder), made);
    assert.ok(!Object.values(made).some((value) => first.stdout.includes(value)));
  });

  test(`secrets.sh (${by}) prefers and keeps a value of .env, with any characters in it`, (t) => {
    const SECRETS_DIR = newFolder(t);
    const password = `p@ss:w/ö rd'"$(id)\\%`;
    assert.equal(
      run(shell, 'secrets.sh', { SECRETS_DIR, POSTGRES_PASSWORD: password, COUNTERS_PASSWORD: password }).status,
      0
    );
    for (const again of [{}, {}]) {
      const {
        'backend/DATABASE_URL': store = '',
        'backend/COUNTERS_URL': counters = '',
        ...rest
      } = contents(SECRETS_DIR);
      assert.equal(decodeURIComponent(new URL(store).password), password);
      const location = parseCountersUrl(counters);
      assert.ok(location.kind === 'mysql');
      assert.equal(location.servers[0]?.password, password);
      assert.equal(rest['postgres-setup/vigie'], password);
      run(shell, 'secrets.sh', { SECRETS_DIR, ...again });
    }
  });

  test(`secrets.sh (${by}) passes on what it cannot make, and takes it back`, (t) => {
    const SECRETS_DIR = newFolder(t);
    const optional = [
      'backend/ATERA_API_KEY',
      'backend/ODOO_API_KEY',
      'grafana/GF_SMTP_PASSWORD',
      'grafana/VIGIE_TEAMS_WEBHOOK_URL',
    ];
    const given = { ATERA_API_KEY: 'a', ODOO_API_KEY: 'b', SMTP_PASSWORD: 'c', VIGIE_TEAMS_WEBHOOK_URL: 'd' };
    run(shell, 'secrets.sh', { SECRETS_DIR, ...given });
    assert.deepEqual(
      optional.map((file) => contents(SECRETS_DIR)[file]),
      ['a', 'b', 'c', 'd']
    );
    run(shell, 'secrets.sh', { SECRETS_DIR });
    assert.deepEqual(
      optional.filter((file) => file in contents(SECRETS_DIR)),
      []
    );
  });

  test(`secrets.sh (${by}) keeps the database of the counters off where another one is named`, (t) => {
    const SECRETS_DIR = newFolder(t);
    run(shell, 'secrets.sh', { SECRETS_DIR });
    const COUNTERS_URL = 'mysql://vigie:x@db.example.com:3306/counters';
    run(shell, 'secrets.sh', { SECRETS_DIR, COUNTERS_URL });
    const files = contents(SECRETS_DIR);
    assert.equal(files['backend/COUNTERS_URL'], COUNTERS_URL);
    assert.deepEqual(
      Object.keys(files)
        .filter((file) => /^(counters|counters-setup|shops)\//.test(file))
        .sort(),
      ['counters-setup/elsewhere', 'counters/elsewhere']
    );
    // Not the address: that holds a password.
    assert.equal(files['counters/elsewhere'], 'COUNTERS_URL');
    const setUp = run(shell, 'counters-setup.sh', { SECRETS_DIR: path.join(SECRETS_DIR, 'counters-setup') });
    assert.deepEqual(
      [setUp.status, setUp.stdout],
      [0, 'counters-setup: nothing to do, COUNTERS_URL names another database.\n']
    );
  });

  test(`secrets.sh (${by}) shows and renews, and refuses what would be lost`, (t) => {
    const SECRETS_DIR = newFolder(t);
    const env = { SECRETS_DIR };
    assert.match(run(shell, 'secrets.sh', env, ['show', 'POSTGRES_PASSWORD']).stderr, /not made yet/);
    run(shell, 'secrets.sh', env);
    const before = contents(SECRETS_DIR);
    assert.equal(
      run(shell, 'secrets.sh', env, ['show', 'GRAFANA_ADMIN_PASSWORD']).stdout.trim(),
      before['own/GRAFANA_ADMIN_PASSWORD']
    );
    assert.match(run(shell, 'secrets.sh', env, ['show', '../../etc/passwd']).stderr, /not kept here/);
    assert.equal(run(shell, 'secrets.sh', env, ['renew', 'POSTGRES_PASSWORD']).status, 0);
    const after = contents(SECRETS_DIR);
    const changed = Object.keys(after).filter((file) => after[file] !== before[file]);
    assert.deepEqual(changed.sort(), ['backend/DATABASE_URL', 'own/POSTGRES_PASSWORD', 'postgres-setup/vigie']);
    for (const name of ['GRAFANA_SECRET_KEY', 'VIGIE_SECRET_KEY', 'COUNTERS_ROOT_PASSWORD', 'NAME']) {
      const refused = run(shell, 'secrets.sh', env, ['renew', 'POSTGRES_PASSWORD', name]);
      assert.deepEqual([refused.status, /cannot be renewed here/.test(refused.stderr)], [1, true], name);
    }
    assert.match(
      run(shell, 'secrets.sh', { ...env, POSTGRES_PASSWORD: 'x' }, ['renew', 'POSTGRES_PASSWORD']).stderr,
      /change it there/
    );
    assert.match(run(shell, 'secrets.sh', env, ['remove']).stderr, /unknown command/);
    assert.deepEqual(contents(SECRETS_DIR), after);
  });

  test(`secrets.sh (${by}) goes on after a run that was cut short`, (t) => {
    const SECRETS_DIR = newFolder(t);
    mkdirSync(path.join(SECRETS_DIR, 'own'));
    writeFileSync(path.join(SECRETS_DIR, 'own', 'POSTGRES_PASSWORD.new'), 'half', { mode: 0o400 });
    writeFileSync(path.join(SECRETS_DIR, 'own', 'VIGIE_SECRET_KEY'), '');
    assert.equal(run(shell, 'secrets.sh', { SECRETS_DIR }).status, 0);
    assert.match(contents(SECRETS_DIR)['own/POSTGRES_PASSWORD'] ?? '', /^\w{48}$/);
    assert.equal(contents(SECRETS_DIR)['own/VIGIE_SECRET_KEY']?.length, 44);
  });

  test(`vigie.sh (${by}) gives secrets as files, and finds the rules`, (t) => {
    const folder = newFolder(t);
    const app = path.join(folder, 'backend', 'bin');
    mkdirSync(app, { recursive: true });
    writeFileSync(
      path.join(app, 'vigie.js'),
      'console.log(JSON.stringify({ args: process.argv.slice(2), env: process.env }))'
    );
    const secrets = path.join(folder, 'secrets');
    const settings = path.join(folder, 'settings');
    for (const each of [secrets, path.join(settings, 'rules'), path.join(settings, 'demo')]) {
      mkdirSync(each, { recursive: true });
    }
    const env = { APP_DIR: folder, SECRETS_DIR: secrets, SETTINGS_DIR: settings };
    const vigie = (more: Record<string, string> = {}) => {
      const { stdout, stderr } = run(shell, 'vigie.sh', { ...env, ...more }, ['query', 'a b']);
      assert.equal(stderr, '');
      return JSON.parse(stdout) as { args: string[]; env: Record<string, string> };
    };
    assert.deepEqual(vigie().args, ['query', 'a b']);
    assert.ok(!('VIGIE_RULES' in vigie().env));

    writeFileSync(path.join(secrets, 'ATERA_API_KEY'), 'x');
    writeFileSync(path.join(secrets, 'ODOO_API_KEY.new'), 'half');
    assert.equal(vigie().env['ATERA_API_KEY_FILE'], path.join(secrets, 'ATERA_API_KEY'));
    assert.ok(!('ODOO_API_KEY_FILE' in vigie().env));
    assert.ok(!('ATERA_API_KEY_FILE' in vigie({ ATERA_API_KEY: 'by hand' }).env));
    assert.equal(vigie({ ATERA_API_KEY_FILE: '/mine' }).env['ATERA_API_KEY_FILE'], '/mine');

    writeFileSync(path.join(settings, 'demo', 'vigie.yaml'), '');
    assert.equal(vigie().env['VIGIE_RULES'], path.join(settings, 'demo', 'vigie.yaml'));
    writeFileSync(path.join(settings, 'rules', 'vigie.yaml'), '');
    assert.equal(vigie({ VIGIE_RULES: '' }).env['VIGIE_RULES'], path.join(settings, 'rules', 'vigie.yaml'));
    assert.equal(vigie({ VIGIE_RULES: '/mine' }).env['VIGIE_RULES'], '/mine');
  });

  test(`grafana.sh (${by}) gives Grafana's secrets as files, others by value; spares an older database`, (t) => {
    const folder = newFolder(t);
    const start = path.join(folder, 'start');
    writeFileSync(start, '#!/bin/sh\nenv\n');
    chmodSync(start, 0o755);
    const secrets = path.join(folder, 'secrets');
    mkdirSync(secrets);
    writeFileSync(path.join(secrets, 'GF_SECURITY_SECRET_KEY'), 'key');
    writeFileSync(path.join(secrets, 'VIGIE_BOOTSTRAP_TOKEN'), 'to$ken');
    const env = { GRAFANA_START: start, SECRETS_DIR: secrets, GF_PATHS_DATA: folder, GF_DATABASE_TYPE: 'postgres' };
    const { stdout } = run(shell, 'grafana.sh', env);
    assert.match(stdout, new RegExp(`^GF_SECURITY_SECRET_KEY__FILE=${secrets}/GF_SECURITY_SECRET_KEY$`, 'm'));
    assert.match(stdout, /^VIGIE_BOOTSTRAP_TOKEN=to\$ken$/m);

    const paths = { ...env, GF_PATHS_PROVISIONING: '/etc/grafana/provisioning' };
    const provisioningIn = (language: string): string =>
      run(shell, 'grafana.sh', { ...paths, VIGIE_LANGUAGE: language }).stdout.match(
        /^GF_PATHS_PROVISIONING=.*$/m
      )?.[0] ?? '';
    assert.equal(provisioningIn('fr-FR'), 'GF_PATHS_PROVISIONING=/etc/grafana/provisioning');
    assert.equal(provisioningIn('en-US'), 'GF_PATHS_PROVISIONING=/etc/grafana/provisioning/en-US');

    writeFileSync(path.join(folder, 'grafana.db'), '');
    const refused = run(shell, 'grafana.sh', env);
    assert.deepEqual([refused.status, refused.stdout], [1, '']);
    assert.match(refused.stderr, /GF_DATABASE_TYPE=sqlite3 in \.env/);
    assert.equal(run(shell, 'grafana.sh', { ...env, GF_DATABASE_TYPE: 'sqlite3' }).status, 0);
  });

  test(`onboarding.sh (${by}) tries again, and gives up at last`, (t) => {
    const folder = newFolder(t);
    const calls = path.join(folder, 'calls');
    const vigie = path.join(folder, 'vigie');
    writeFileSync(vigie, `#!/bin/sh\necho "$@" >> ${calls}\n[ "$(wc -l < ${calls})" -ge "$GOOD" ]\n`);
    chmodSync(vigie, 0o755);
    const env = { PATH: `${folder}:${process.env['PATH']}`, ATTEMPTS: '3', PAUSE: '0' };
    assert.equal(run(shell, 'onboarding.sh', { ...env, GOOD: '3' }).status, 0);
    assert.equal(readFileSync(calls, 'utf8'), 'grafana apply\n'.repeat(3));
    rmSync(calls);
    assert.equal(run(shell, 'onboarding.sh', { ...env, GOOD: '9' }).status, 1);
    assert.equal(readFileSync(calls, 'utf8'), 'grafana apply\n'.repeat(3));
  });
}
