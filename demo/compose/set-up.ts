import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createGrafanaClient, type GrafanaClient } from '../../backend/src/grafana/api/client.ts';
import { makeViewer } from '../../backend/src/grafana/screen-account.ts';
import { tryVigie, vigie } from './vigie.ts';

/** The simulated accounts: names, and what `vigie connections add` gets. */
const CONNECTIONS = [
  { name: 'atera', url: 'http://atera-simulator:8901', key: 'sim-atera-key', flags: ['--kind', 'atera'] },
  { name: 'odoo', url: 'http://odoo-simulator:8902', key: 'sim-odoo-key', flags: ['--kind', 'odoo', '--db', 'vigie'] },
] as const;

/** The company that gets an account, to see what a client sees. */
const COMPANY = 'BASH';
const VIEWER = { login: 'bash', email: 'bash@example.com', name: 'Un client (BASH)' };

const APPLY = { attempts: 10, pauseMs: 3_000 };

interface ConnectionLine {
  name: string;
  origin: string;
  url: string;
}

/**
 * Sets the demo up on a running backend and Grafana.
 *
 * @param env - `GRAFANA_URL`, `GRAFANA_ADMIN_USER`, `GRAFANA_ROOT_URL` (as people type it); `SECRETS_DIR`: folder of the passwords;
 *   `SIMULATED_ATERA`, `SIMULATED_ODOO`: other addresses of the simulators
 * @returns what people should know, in lines
 * @throws Error with one sentence: what is in the way, and what to do
 */
export async function setUp(env: NodeJS.ProcessEnv): Promise<string[]> {
  const { SECRETS_DIR: secrets = '/run/secrets', GRAFANA_URL = '', GRAFANA_ADMIN_USER: user = 'admin' } = env;
  const secret = (name: string): string => readFileSync(path.join(secrets, name), 'utf8');
  await checkRules();
  await connect(env);
  await vigie(['sync']);
  await applyToGrafana();
  const admin = { user, password: secret('GRAFANA_ADMIN_PASSWORD') };
  const viewerPassword = secret('DEMO_VIEWER_PASSWORD');
  const client = createGrafanaClient({ url: GRAFANA_URL, ...admin });
  const orgId = await withViewer(client, viewerPassword);

  const page = (uid: string) => `${(env['GRAFANA_ROOT_URL'] ?? GRAFANA_URL).replace(/\/$/, '')}/d/${uid}`;
  return [
    'Vigie runs, with invented tickets, requests and shops.',
    '',
    `  the board            ${page('vigie-board')}`,
    `  shop counters        ${page('vigie-counters-admin')}`,
    `    log-in             ${admin.user} / ${admin.password}`,
    `  what a client sees   ${page('vigie-counters')}?orgId=${orgId}`,
    `    log-in             ${VIEWER.login} / ${viewerPassword}   (${COMPANY}, in another browser or a private window)`,
    '',
    '  the board as text    docker compose exec backend vigie board',
    '  an office screen     docker compose run --rm onboarding vigie screens add "Plateau"',
    '  the end of it all    docker compose --profile demo down --volumes',
  ];
}

/** A backend that was there before the demo has read other rules, or none, and goes on with them. */
async function checkRules(): Promise<void> {
  const { code } = await tryVigie(['query', 'tickets.by_queue', '--param', 'queue=sysadmin', '--format', 'json']);
  if (code !== 0) {
    throw new Error(
      'the backend does not go by the rules of the demo, because it ran before the demo came, or has rules of its own ' +
        '(rules/vigie.yaml). Try it beside: docker compose --project-name vigie-demo --profile demo up'
    );
  }
}

async function connect(env: NodeJS.ProcessEnv): Promise<void> {
  const { connections } = JSON.parse(await vigie(['connections', 'list', '--json'])) as {
    connections: ConnectionLine[];
  };
  const wanted = CONNECTIONS.map((connection) => ({
    ...connection,
    url: env[`SIMULATED_${connection.name.toUpperCase()}`] ?? connection.url,
  }));
  const foreign = connections.find(({ name, url }) => !wanted.some((own) => own.name === name && own.url === url));
  if (foreign !== undefined) {
    throw new Error(
      `this installation reads "${foreign.name}" already, which is not of the demo: nothing was changed. Try the demo beside it: ` +
        'docker compose --project-name vigie-demo --profile demo up'
    );
  }
  for (const { name, url, key, flags } of wanted) {
    if (!connections.some((connection) => connection.name === name)) {
      await vigie(['connections', 'add', name, ...flags, '--url', url], key);
    }
  }
}

/** Grafana answers before it has read all dashboards, which home page and playlist name. */
async function applyToGrafana(): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const { code, stderr, stdout } = await tryVigie(['grafana', 'apply']);
    if (code === 0) {
      return;
    }
    if (attempt === APPLY.attempts) {
      throw new Error(`"vigie grafana apply" failed: ${stderr || stdout}`);
    }
    await sleep(APPLY.pauseMs);
  }
}

/** @returns the number of the company's organisation */
async function withViewer(client: GrafanaClient, password: string): Promise<number> {
  const { id: orgId } = await client.get<{ id: number }>(`/api/orgs/name/${encodeURIComponent(COMPANY)}`);
  const path = `/api/users/lookup?loginOrEmail=${encodeURIComponent(VIEWER.login)}`;
  const known = await client.find<{ id: number }>(path);
  const places = known ? await client.get<{ orgId: number }[]>(`/api/users/${known.id}/orgs`) : [];
  if (!places.some((place) => place.orgId === orgId)) {
    await makeViewer(client, VIEWER, orgId, password);
  }
  return orgId;
}
