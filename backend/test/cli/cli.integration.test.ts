import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';

import { waitUntil } from '../../../tests/servers/wait-until.ts';
import { buildAlert, buildTicket, startAteraSimulator } from '../../../tests/simulators/atera/index.ts';
import type { Answer } from '../../src/cli/frame.ts';
import type { Check } from '../../src/doctor/check.ts';
import { readLocalServer } from '../../src/identity/local-token.ts';
import { openStore } from '../../src/store/driver/database.ts';
import { runCommand, runProgram, startProgram } from '../support/server/cli.ts';
import { send, withDataDir, withFolder, withServer } from '../support/server/server.ts';

const NOW = Date.parse('2024-07-23T08:00:00Z');
const KEY = 'key-of-the-simulated-account';

test('wrong usage ends with 2 and says what is right', async () => {
  const cases: [string[], RegExp][] = [
    [['sever'], /unknown command 'sever'.*serve/s],
    [['board', '--wide'], /unknown option '--wide'/],
    [['board', '--language', 'de-DE'], /Allowed choices are fr, en, fr-FR, en-US/],
    [['query'], /missing required argument 'dataset'/],
    [['query', 'clients', '--param', 'limit'], /name=value/],
    [['query', 'clients', '--from', 'yesterday'], /2024-07-23T08:00:00Z/],
    [['token', 'create', '--name', 'x'], /--scopes <scopes>' not specified/],
    [['token', 'create', '--name', 'x', '--scopes', 'tickets:read,all'], /Unknown scope "all".*tickets:read/],
    [['token', 'create', '--name', 'x', '--scopes', 'admin', '--expires', '1m'], /90d, 52w or 1y/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await runCommand(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, message);
    assert.equal(stdout, '');
  }
});

test('speaks French on a machine that does, and the language that is asked for in any case', async (t) => {
  const VIGIE_DATA_DIR = await withDataDir(t);
  const french = { LANG: 'fr_FR.UTF-8', VIGIE_DATA_DIR };
  const help = await runProgram(['token', 'create', '--help'], french);
  assert.match(
    help.stdout,
    /^Utilisation : vigie token create \[options\]\n\ncréer un jeton et le montrer, une seule fois\n/
  );
  assert.match(help.stdout, /\nOptions :\n.*à quoi sert le jeton\n/);
  assert.match(help.stdout, /\nOptions générales :\n/);
  const wrong = await runProgram(['sever'], french);
  assert.deepEqual(wrong, {
    code: 2,
    stdout: '',
    stderr: 'erreur : la commande « sever » n’existe pas\n(Vouliez-vous dire serve ?)\n',
  });

  const made = await runCommand(['token', 'create', '--name', 'x', '--scopes', 'admin'], french);
  assert.match(made.stderr, /^Jeton \S+ \(« x »\) : admin ; entreprises : toutes ; connexions : toutes\. Gardez-le/);
  const list = await runCommand(['token', 'list'], french);
  assert.match(list.stdout, /^id +nom +état +droits +entreprises +connexions +clients +expire +dernier usage\n/);
  const scope = await runCommand(['token', 'create', '--name', 'x', '--scopes', 'all'], french);
  assert.deepEqual([scope.code, scope.stderr.split(' Il y a')[0]], [2, 'vigie: Droit inconnu : « all ».']);
  // An error of the store, and one of Grafana.
  assert.match((await runCommand(['token', 'revoke', 'nobody'], french)).stderr, /^vigie: .*(jeton|inconnu)/i);
  const gone = {
    GRAFANA_URL: 'http://127.0.0.1:1',
    GRAFANA_ADMIN_PASSWORD: 'x',
    VIGIE_BACKEND_URL: 'http://127.0.0.1:2',
  };
  assert.match(
    (await runCommand(['grafana', 'plan'], { ...french, ...gone })).stderr,
    /^vigie: Grafana est injoignable sur/
  );
  const doctor = await runCommand(['doctor'], french);
  assert.match(doctor.stdout, /server : Aucun serveur ne tourne sur .*\n {4}→ Lancez « vigie serve »/);

  assert.match((await runCommand(['--language', 'en', 'token', 'list'], french)).stdout, /^id +name +state /);
  assert.match((await runCommand(['token', 'list', '--language', 'fr'], { VIGIE_DATA_DIR })).stdout, /^id +nom +état /);
});

test('help and version end with 0', async () => {
  const help = await runCommand(['--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /board .*print the ticket board/);
  const version = await runCommand(['--version']);
  assert.equal(version.code, 0);
  assert.match(version.stdout, /^\d+\.\d+\.\d+/);
});

test('wrong variables are all named, and nothing is started', async () => {
  const { code, stderr } = await runProgram(['serve'], {
    PORT: 'x',
    LOG_LEVEL: 'loud',
    VIGIE_BOOTSTRAP_TOKEN: 'short',
  });
  assert.equal(code, 1);
  assert.match(stderr, /PORT must be/);
  assert.match(stderr, /LOG_LEVEL must be/);
  assert.match(stderr, /VIGIE_BOOTSTRAP_TOKEN must hold/);
  assert.ok(!stderr.includes('short'));
});

test('serve runs until a signal and cleans up; meanwhile commands talk to it', async (t) => {
  const env = { VIGIE_DATA_DIR: await withDataDir(t), PORT: '0', MANAGEMENT_PORT: '0' };
  const server = startProgram(['serve'], env);
  t.after(() => server.kill('SIGKILL'));
  let told = '';
  server.stderr?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  await waitUntil('the server says how it is stopped', () => told.includes('Ctrl-C stops it'));
  const file = join(env.VIGIE_DATA_DIR, 'server.json');
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const local = await readLocalServer(env.VIGIE_DATA_DIR);
  assert.ok(told.includes(local?.url ?? 'nowhere'));

  const doctor = await runProgram(['doctor', '--json'], env);
  assert.equal(doctor.code, 0);
  const { checks } = JSON.parse(doctor.stdout) as { checks: Check[] };
  assert.match(checks.find(({ part }) => part === 'server')?.text.en ?? '', new RegExp(`answers on ${local?.url}`));

  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
  await assert.rejects(stat(file), { code: 'ENOENT' });
});

test('serve tells systemd that it has started once it answers', async (t) => {
  const folder = await withFolder(t);
  const told = join(folder, 'told');
  await writeFile(join(folder, 'systemd-notify'), `#!/bin/sh\necho "$NOTIFY_SOCKET $*" > '${told}'\n`, { mode: 0o755 });
  const dataDir = await withDataDir(t);
  const server = startProgram(['serve'], {
    PATH: `${folder}:${process.env['PATH']}`,
    VIGIE_DATA_DIR: dataDir,
    PORT: '0',
    MANAGEMENT_PORT: '0',
    NOTIFY_SOCKET: '/run/systemd/notify',
  });
  t.after(() => server.kill('SIGKILL'));
  const read = (): Promise<string> => readFile(told, 'utf8').catch(() => '');
  await waitUntil('systemd is notified', async () => (await read()).endsWith('\n') || server.exitCode !== null);
  assert.equal(await read(), '/run/systemd/notify --ready\n');
  assert.equal((await send(`${(await readLocalServer(dataDir))?.url}/health/live`)).status, 200);
});

test('tokens are made, listed and revoked through the running server', async (t) => {
  const server = await withServer(t);
  const env = { VIGIE_DATA_DIR: server.dataDir };
  const created = await runCommand(
    ['token', 'create', '--name', 'Écran', '--scopes', 'tickets:read', '--connection', 'atera', '--expires', '90d'],
    env
  );
  assert.equal(created.code, 0);
  assert.match(created.stdout, /^vig_[A-Za-z0-9_-]{43}\n$/);
  assert.match(created.stderr, /tickets:read; enterprises: all; connections: atera\. .*only once/);
  const token = created.stdout.trim();
  assert.equal((await send(`${server.url}/v1/status`, { token })).status, 200);

  const list = await runCommand(['token', 'list', '--json'], env);
  const { tokens } = JSON.parse(list.stdout) as { tokens: { id: string; name: string; state: string }[] };
  assert.deepEqual(
    tokens.map(({ name, state }) => [name, state]),
    [['Écran', 'active']]
  );
  assert.ok(!list.stdout.includes(token));
  assert.match((await runCommand(['token', 'list'], env)).stdout, /Écran +active +tickets:read +all +atera/);

  const id = tokens[0]?.id ?? '';
  assert.equal((await runCommand(['token', 'revoke', id], env)).code, 0);
  assert.equal((await send(`${server.url}/v1/status`, { token })).status, 401);
  const again = await runCommand(['token', 'revoke', id], env);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /No valid token has the id/);
});

test('without a server, commands open the store themselves', async (t) => {
  const tickets = [
    buildTicket(NOW, { TicketID: 1, TicketTitle: '=HYPERLINK("http://x.example")', CustomerName: 'Ba&amp;sh, Paris' }),
    buildTicket(NOW - 60_000, { TicketID: 2, TicketTitle: 'Écran "bleu"', TicketPriority: 'High' }),
  ];
  const alerts = [buildAlert(NOW, { AlertID: 3, DeviceName: 'SRV-01' })];
  const atera = await startAteraSimulator({ apiKeys: [KEY], tickets, alerts, now: () => new Date(NOW) });
  t.after(() => atera.close());
  const dataDir = await withDataDir(t);
  const env = {
    VIGIE_DATA_DIR: dataDir,
    VIGIE_NOW: new Date(NOW).toISOString(),
    ATERA_URL: atera.url,
    ATERA_API_KEY: KEY,
  };
  // Left behind by a server that crashed: nobody answers there.
  await writeFile(
    join(dataDir, 'server.json'),
    JSON.stringify({ url: 'http://127.0.0.1:9', token: 'vig_old', pid: 1 })
  );

  const sync = await runCommand(['sync', '--json'], env);
  assert.equal(sync.code, 0, sync.stderr);
  assert.equal((JSON.parse(sync.stdout) as { connections: { ok: boolean }[] }).connections[0]?.ok, true);

  await t.test('query prints JSON', async () => {
    const { code, stdout } = await runCommand(['query', 'tickets.latest', '-p', 'limit=1', '--format', 'json'], env);
    assert.equal(code, 0);
    const answer = JSON.parse(stdout) as Answer;
    assert.deepEqual(Object.keys(answer), ['dataset', 'columns', 'rows', 'source']);
    assert.deepEqual(answer.columns[0], { name: 'id', type: 'string', unit: null });
    assert.equal(answer.rows.length, 1);
    assert.equal(answer.rows[0]?.['client'], 'Ba&sh, Paris');
    assert.equal(answer.rows[0]?.['created'], '2024-07-23T08:00:00.000Z');
    assert.deepEqual(answer.source, { readAt: '2024-07-23T08:00:00.000Z', ageSeconds: 0, state: 'ok' });
  });

  await t.test('query prints CSV that no spreadsheet runs', async () => {
    const { stdout } = await runCommand(['query', 'tickets.latest', '--format', 'csv'], env);
    const [header, first, second] = stdout.split('\n');
    assert.equal(header, 'id,title,client,priority,created,url');
    assert.match(
      first ?? '',
      /^1,"'=HYPERLINK\(""http:\/\/x\.example""\)","Ba&sh, Paris",Faible,2024-07-23T08:00:00.000Z,/
    );
    assert.match(second ?? '', /^2,"Écran ""bleu""",Client 1,Haute,/);
  });

  await t.test('query prints a table', async () => {
    const { stdout, stderr } = await runCommand(['query', 'tickets.by_priority'], env);
    assert.match(stdout, /^priority +count +share +percent\nFaible +1 +0\.5 +50\n/);
    assert.match(stderr, /VIGIE_NOW|horloge/i);
  });

  await t.test('a query that is wrong ends with 2 and lists what exists', async () => {
    const unknown = await runCommand(['query', 'tickets.sumary'], env);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /tickets\.summary/);
    assert.equal((await runCommand(['query', 'tickets.latest', '-p', 'limit=0'], env)).code, 2);
    const refused = await runCommand(['query', 'tickets.latest', '--token', 'vig_wrong'], env);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /unknown, has expired or was revoked/);
  });

  await t.test('the board is printed without colours into a pipe', async () => {
    const { code, stdout } = await runCommand(['board', '--language', 'fr'], env);
    assert.equal(code, 0);
    assert.match(stdout, /VIGIE · Tableau de bord +mardi 23 juillet 2024, 10:00 \(Europe\/Paris\)/);
    assert.match(stdout, /#2 +Écran "bleu" +Client 1 +Haute +23\/07 09:59/);
    assert.match(stdout, /● atera {2}à jour/);
    assert.ok(!stdout.includes('\u001b'));
    assert.match((await runCommand(['board', '--language', 'en-US'], env)).stdout, /Ticket board/);
  });

  await t.test('doctor tells of rules that cannot be read as of the rules, in both languages', async () => {
    const { code, stdout } = await runCommand(['doctor', '--json'], { ...env, VIGIE_RULES: '/nowhere/vigie.yaml' });
    assert.equal(code, 1);
    const { checks } = JSON.parse(stdout) as { checks: Check[] };
    assert.deepEqual(
      checks.filter(({ part }) => part === 'rules' || part === 'store').map(({ part, text }) => [part, text.fr]),
      [
        [
          'rules',
          'Le fichier de règles /nowhere/vigie.yaml n’existe pas. Réparez-le, corrigez VIGIE_RULES, ou supprimez cette variable pour avoir les règles par défaut.',
        ],
      ]
    );
  });

  await t.test('doctor tells what to do about a key that Atera refuses', async () => {
    const { code, stdout } = await runCommand(['doctor'], { ...env, ATERA_API_KEY: 'another-key' });
    assert.equal(code, 1);
    assert.match(stdout, /✘ atera: .*\n +→ Make a new API key in Atera/);
    assert.match(stdout, /▲ server: .*gone without a proper stop/);
    assert.ok(!stdout.includes('another-key'));
  });

  await t.test('names the process that holds a store', async () => {
    const store = await openStore({ dataDir });
    t.after(() => store.close());
    const { code, stderr } = await runProgram(['token', 'list'], env);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`${process.pid}`));
  });
});

test('sync fails when there is nothing to read', async (t) => {
  const server = await withServer(t);
  const { code, stdout } = await runCommand(['sync'], { VIGIE_DATA_DIR: server.dataDir });
  assert.equal(code, 1);
  assert.match(stdout, /ATERA_API_KEY/);
});
