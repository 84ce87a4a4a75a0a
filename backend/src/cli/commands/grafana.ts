import { readEnvironment } from '../../config/environment.ts';
import { loadRules } from '../../config/rules-file.ts';
import type { Plan } from '../../grafana/change.ts';
import { createGrafanaClient, type GrafanaClient } from '../../grafana/client.ts';
import { MAIN_ORG_ID } from '../../grafana/main-org.ts';
import { kioskLinks } from '../../grafana/screens.ts';
import { planServer } from '../../grafana/server-plan.ts';
import { EXIT, type ExitCode, UsageError } from '../exit.ts';
import { type Io, printJson, printLines } from '../io.ts';

export interface GrafanaOptions {
  json?: boolean;
}

/** Shows what `apply` would do. */
export async function planGrafana(io: Io, options: GrafanaOptions): Promise<ExitCode> {
  const { client, plan } = await compare(io);
  print(io, options, client, plan, plan.changes.length === 0 ? 'Nothing to do.' : 'To do ("vigie grafana apply"):');
  return EXIT.fine;
}

/** Makes the differences disappear, one after the other; what was done stays done when a later one fails. */
export async function applyGrafana(io: Io, options: GrafanaOptions): Promise<ExitCode> {
  const { client, plan } = await compare(io);
  for (const change of plan.changes) {
    await change.apply();
  }
  print(io, options, client, plan, plan.changes.length === 0 ? 'Nothing to do.' : 'Done:');
  return plan.notes.length === 0 ? EXIT.fine : EXIT.failed;
}

/** Says whether the server is as it should be; fails when it is not. */
export async function grafanaStatus(io: Io, options: GrafanaOptions): Promise<ExitCode> {
  const { client, plan } = await compare(io);
  const { version } = await client.get<{ version: string }>('/api/health');
  const inOrder = plan.changes.length === 0 && plan.notes.length === 0;
  const words = `Grafana ${version} at ${client.url}: ${inOrder ? 'as it should be.' : 'not as it should be.'}`;
  print(io, options, client, plan, words);
  return inOrder ? EXIT.fine : EXIT.failed;
}

async function compare(io: Io): Promise<{ client: GrafanaClient; plan: Plan }> {
  const { grafana, rulesFile } = readEnvironment(io.env);
  if (grafana === undefined) {
    throw new UsageError('Say which Grafana: GRAFANA_URL, GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD.');
  }
  const rules = await loadRules(rulesFile);
  const client = createGrafanaClient(grafana);
  return { client, plan: await planServer(client, rules.grafana) };
}

function print(io: Io, { json = false }: GrafanaOptions, client: GrafanaClient, plan: Plan, headline: string): void {
  const kiosk = kioskLinks(client.url, MAIN_ORG_ID);
  const changes = plan.changes.map(({ action, object, org, detail }) => ({ action, object, org, detail }));
  if (json) {
    printJson(io, { changes, notes: plan.notes, kiosk });
    return;
  }
  printLines(io, [
    headline,
    ...changes.map(({ action, object, org, detail }) => `  ${action} ${object} of "${org}": ${detail}`),
    ...plan.notes.map((note) => `  ! ${note}`),
    'Office screens:',
    ...kiosk.map(({ mode, page, url }) => `  mode ${mode} (${page})  ${url}`),
  ]);
}
