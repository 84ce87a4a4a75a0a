import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type Clock, systemClock } from '../backend/src/domain/clock/clock.ts';
import { startAteraSimulator } from '../tests/simulators/atera/index.ts';
import { startOdooSimulator } from '../tests/simulators/odoo/index.ts';
import { copyDashboardsAt } from './grafana/dashboards-at.ts';
import { launchGrafana, type RunningGrafana } from './grafana/launch.ts';
import type { GrafanaInstallation } from './grafana/ways/way.ts';
import { type Language, rulesIn } from './language.ts';
import { type LifeOptions, startLife } from './life/life.ts';
import { inventPast } from './life/past.ts';
import { type BackendProcess, startBackend } from './parts/backend.ts';
import { type DemoCounters, type DemoCountersOptions, startCounters } from './parts/counters.ts';

export interface StackOptions {
  root: string;
  /** Folder for everything the stack writes. */
  dataFolder: string;
  /** Seed of the invented data. */
  seed: number;
  /** Of pages and organisations in Grafana; French unless given. */
  language?: Language;
  /** Business clock of the whole stack; real time unless given. One that stands still wants `tickEveryMs: 0`. */
  clock?: Clock;
  activeTickets: number;
  doneTickets: number;
  /** Open administrative requests in Odoo. */
  openLeads: number;
  /** Shops of the visitor counters and days of their history; absent: the counters are off. */
  counters?: Pick<DemoCountersOptions, 'sites' | 'days' | 'enterprises'>;
  /** Milliseconds between two changes of the living data set; 0 holds it still. */
  tickEveryMs: number;
  /** How much happens to tickets and requests meanwhile; default: `natural`. */
  pace?: LifeOptions['pace'];
  /** A month of history beside the data set, for the pages that look back; costs a few seconds at the start. */
  past?: boolean;
  /** Absent: no Grafana is started. */
  grafana?: GrafanaInstallation;
  /** Port Grafana takes when it is free; 3000 as everywhere. */
  grafanaPort?: number;
  /** Gives the backend the ports that people know, where they are free. */
  usualBackendPorts?: boolean;
  /** Folder in the place of the checkout's `provisioning/`. */
  provisioning?: string;
  /** Environment of the backend on top of what the stack needs. */
  variables?: Record<string, string>;
}

export interface Stack {
  backend: BackendProcess;
  atera: Awaited<ReturnType<typeof startAteraSimulator>>;
  odoo: Awaited<ReturnType<typeof startOdooSimulator>>;
  counters?: DemoCounters;
  grafana?: RunningGrafana;
  admin: { user: string; password: string };
  /** The main org's token, known to the backend and to Grafana's provisioning. */
  bootstrapToken: string;
  close(): Promise<void>;
}

/** Won, lost and archived requests beside each open one. */
const CLOSED_LEADS_SHARE = 4;

/** Steps of a simulated account in a day for each of its active tickets: brings in as many as its history has. */
export const TICKET_STEPS_PER_ACTIVE = 1;
const LEAD_STEPS_PER_OPEN = 0.25;

const APPLY_ATTEMPTS = 10;

/**
 * The whole product on loopback: simulated Atera and Odoo, a counters database → backend (embedded store) → Grafana.
 * Used by the demo and by the end-to-end tests, so that what people see is what is tested.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { language = 'fr-FR' } = options;
  await mkdir(options.dataFolder, { recursive: true });
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) {
      await closer();
    }
  };
  try {
    const apiKey = `demo-${randomBytes(12).toString('hex')}`;
    const bootstrapToken = `vig_${randomBytes(32).toString('base64url')}`;
    const { clock = systemClock } = options;
    const now = clock.now();
    const atera = await startAteraSimulator({
      apiKeys: [apiKey],
      now: () => clock.now(),
      generate: {
        seed: options.seed,
        now,
        activeTickets: options.activeTickets,
        doneTickets: options.doneTickets,
        openAlerts: 12,
      },
    });
    closers.push(() => atera.close());
    const odoo = await startOdooSimulator({
      apiKeys: [apiKey],
      now: () => clock.now(),
      generate: {
        seed: options.seed,
        now,
        openLeads: options.openLeads,
        closedLeads: CLOSED_LEADS_SHARE * options.openLeads,
      },
    });
    closers.push(() => odoo.close());
    if (options.tickEveryMs > 0) {
      const stopLife = startLife(
        [
          { tick: () => atera.world.tick(), stepsPerDay: options.activeTickets * TICKET_STEPS_PER_ACTIVE },
          { tick: () => odoo.world.tick(), stepsPerDay: options.openLeads * LEAD_STEPS_PER_OPEN },
        ],
        { clock, seed: options.seed, everyMs: options.tickEveryMs, pace: options.pace ?? 'natural' }
      );
      closers.push(async () => stopLife());
    }

    const counters =
      options.counters &&
      (await startCounters({
        ...options.counters,
        folder: options.dataFolder,
        clock,
        seed: options.seed,
        tickEveryMs: options.tickEveryMs,
      }));
    if (counters) {
      closers.push(() => counters.close());
    }

    const backendFolder = path.join(options.dataFolder, 'backend');
    const variables = {
      ATERA_URL: atera.url,
      ATERA_API_KEY: apiKey,
      ODOO_URL: odoo.url,
      ODOO_DB: odoo.database,
      ODOO_API_KEY: apiKey,
      VIGIE_RULES: await rulesIn(
        language,
        path.join(options.root, 'demo', 'vigie.yaml'),
        options.dataFolder,
        now.toISOString().slice(0, 7)
      ),
      VIGIE_BOOTSTRAP_TOKEN: bootstrapToken,
      VIGIE_SECRET_KEY: randomBytes(32).toString('base64'),
      SYNC_INTERVAL_SECONDS: '10',
      ...(counters ? { COUNTERS_URL: counters.url } : {}),
      ...(clock.fixed ? { VIGIE_NOW: now.toISOString(), VIGIE_ALLOW_FIXED_CLOCK: '1' } : {}),
      ...options.variables,
    };
    if (options.past) {
      const reader = await startBackend(options.root, backendFolder, variables);
      const exitCode = await reader.vigie(['sync', '--full'], { quiet: true });
      await reader.close();
      if (exitCode !== 0) {
        throw new Error(`The invented tickets could not be read; the log of the backend: ${reader.logFile}`);
      }
      await inventPast(backendFolder, now);
    }
    const backend = await startBackend(options.root, backendFolder, variables, {
      usualPorts: options.usualBackendPorts ?? false,
    });
    closers.push(() => backend.close());

    const admin = { user: 'admin', password: 'vigie-demo' };
    const grafana = options.grafana
      ? await launchGrafana(options.grafana, {
          root: options.root,
          dataFolder: path.join(options.dataFolder, 'grafana'),
          port: options.grafanaPort ?? 3000,
          backendUrl: backend.url,
          bootstrapToken,
          screenKeys: path.join(backendFolder, 'screen-keys.json'),
          language,
          provisioning: options.provisioning,
          ...(clock.fixed ? { dashboards: await dashboardsAt(options, now) } : {}),
          admin,
        })
      : undefined;
    if (grafana) {
      closers.push(() => grafana.close());
      await applyToGrafana(backend, grafana, admin);
    }
    return {
      backend,
      atera,
      odoo,
      admin,
      bootstrapToken,
      close,
      ...(counters ? { counters } : {}),
      ...(grafana ? { grafana } : {}),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The dashboards of a stack whose clock stands still. */
async function dashboardsAt({ root, dataFolder }: StackOptions, now: Date): Promise<string> {
  const folder = path.join(dataFolder, 'dashboards');
  await copyDashboardsAt(path.join(root, 'dashboards', 'generated'), folder, now);
  return folder;
}

/** What files cannot provision: name, home page and playlist of the company's organisation, and all others. */
async function applyToGrafana(backend: BackendProcess, grafana: RunningGrafana, admin: Stack['admin']): Promise<void> {
  const variables = grafanaVariables(grafana, admin);
  // Grafana answers before it has read all dashboards, which home page and playlist name.
  for (let attempt = 1; attempt <= APPLY_ATTEMPTS; attempt += 1) {
    if ((await backend.vigie(['grafana', 'apply'], { quiet: attempt < APPLY_ATTEMPTS, variables })) === 0) {
      return;
    }
    await sleep(1_000);
  }
  throw new Error('"vigie grafana apply" failed on the Grafana just started (see above).');
}

/** How commands that work on a stack's Grafana learn of it. */
export function grafanaVariables(grafana: RunningGrafana, admin: Stack['admin']): Record<string, string> {
  return {
    GRAFANA_URL: grafana.url,
    GRAFANA_ADMIN_USER: admin.user,
    GRAFANA_ADMIN_PASSWORD: admin.password,
    VIGIE_BACKEND_URL: grafana.backendUrl,
  };
}

/** Number of an organisation, which addresses of its pages carry for people who are in several. */
export async function orgNumber(
  { url }: RunningGrafana,
  { user, password }: Stack['admin'],
  name: string
): Promise<number> {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const answer = await fetch(`${url}/api/orgs/name/${encodeURIComponent(name)}`, { headers: { authorization } });
  const { id } = (await answer.json()) as { id: number };
  return id;
}
