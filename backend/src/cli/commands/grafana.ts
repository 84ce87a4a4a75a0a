import { type Environment, readEnvironment } from '../../config/environment/environment.ts';
import { loadRules } from '../../config/rules-file/rules-file.ts';
import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { createGrafanaClient, type GrafanaClient } from '../../grafana/api/client.ts';
import { publicAddress } from '../../grafana/api/public-address.ts';
import { onboard, type OnboardingResult } from '../../grafana/onboard.ts';
import type { KnownBinding } from '../../grafana/plan/recognise.ts';
import { assertHolds, assertIsFor, type SavedPlan, savedPlan } from '../../grafana/plan/saved-plan.ts';
import { readEnterprises } from '../../grafana/wanted/enterprises.ts';
import { readLocalServer } from '../../identity/local-token.ts';
import type { Backend } from '../backend/backend.ts';
import { withBackend } from '../backend/connect.ts';
import { readPlanFile, writePlanFile } from '../grafana/plan-file.ts';
import { type GrafanaReport, grafanaReport } from '../grafana/report.ts';
import { reportLines } from '../grafana/report-text.ts';
import { EXIT, type ExitCode, UsageError } from '../terminal/exit.ts';
import { type Io, printJson, printLines } from '../terminal/io.ts';
import { confirm } from '../terminal/prompt.ts';

export interface GrafanaOptions {
  json?: boolean;
  prune?: boolean;
  yes?: boolean;
  rotate?: boolean;
  adopt?: string[];
  forget?: boolean;
  /** Seconds. */
  wait?: number;
  /** Where `plan` is written. */
  out?: string;
}

/** Grafana looks for new organisations once a minute, and at their policies with the next look. */
const LONGEST_WAIT_SECONDS = 150;

/** An organisation in which Grafana itself fails is tried so often. */
const ATTEMPTS = 3;

const NOTHING: LocalizedText = { fr: 'Rien à faire.', en: 'Nothing to do.' };
const TO_DO: LocalizedText = { fr: 'À faire (« vigie grafana apply ») :', en: 'To do ("vigie grafana apply"):' };
const DONE: LocalizedText = { fr: 'Fait :', en: 'Done:' };

/** What a command on Grafana needs to know. */
export const WHICH_GRAFANA: LocalizedText = {
  fr: 'Dites quel Grafana : GRAFANA_URL, GRAFANA_ADMIN_USER et GRAFANA_ADMIN_PASSWORD.',
  en: 'Set GRAFANA_URL, GRAFANA_ADMIN_USER and GRAFANA_ADMIN_PASSWORD.',
};

/** Shows what `apply` would do, and writes it into a file if one is named. */
export async function planGrafana(io: Io, options: GrafanaOptions): Promise<ExitCode> {
  const { report, plan } = await work(io, options, { apply: false });
  if (options.out !== undefined && report.failures.length === 0) {
    await writePlanFile(options.out, plan);
  }
  print(io, options, report, report.changes.length === 0 ? NOTHING : TO_DO);
  return report.failures.length === 0 ? EXIT.fine : EXIT.failed;
}

/**
 * Makes the differences disappear. What was done stays done when something else fails; running it again goes on.
 * @param file - of a plan: all is done if it still is all there is to do, else nothing
 */
export async function applyGrafana(io: Io, file: string | undefined, options: GrafanaOptions): Promise<ExitCode> {
  if (file !== undefined && (options.adopt ?? options.forget ?? options.rotate ?? options.prune) !== undefined) {
    throw new UsageError({
      fr: 'Un plan dit lui-même quoi reprendre, oublier, renouveler et retirer : donnez ces options à « plan --out ».',
      en: 'A plan says itself what to adopt, forget, rotate and prune: give these options to "plan --out".',
    });
  }
  const saved = file === undefined ? undefined : await readPlanFile(file);
  // Who replays a plan has seen what it removes.
  const given = saved === undefined ? options : { ...options, ...saved.options, yes: true };
  const { report } = await work(io, given, { apply: true, saved });
  print(io, options, report, report.changes.length === 0 ? NOTHING : DONE);
  return isComplete(report) ? EXIT.fine : EXIT.failed;
}

/** Says whether the server is as it should be; fails when it is not. */
export async function grafanaStatus(io: Io, options: GrafanaOptions): Promise<ExitCode> {
  const { report } = await work(io, options, { apply: false });
  const inOrder = report.changes.length === 0 && isComplete(report);
  const { version, url } = report.grafana;
  print(io, options, report, {
    fr: `Grafana ${version} sur ${url} : ${inOrder ? 'comme il doit être.' : 'pas comme il doit être.'}`,
    en: `Grafana ${version} at ${url}: ${inOrder ? 'as it should be.' : 'not as it should be.'}`,
  });
  return inOrder ? EXIT.fine : EXIT.failed;
}

function isComplete({ problems, failures }: GrafanaReport): boolean {
  return problems.length + failures.length === 0;
}

/** What one run did or would do, for people and as a plan. */
interface Result {
  report: GrafanaReport;
  plan: SavedPlan;
}

async function work(io: Io, options: GrafanaOptions, { apply, saved }: Pick<Run, 'apply' | 'saved'>): Promise<Result> {
  const environment = readEnvironment(io.env);
  if (environment.grafana === undefined) {
    throw new UsageError(WHICH_GRAFANA);
  }
  const client = createGrafanaClient(environment.grafana);
  if (saved !== undefined) {
    assertIsFor(saved, client.url);
  }
  const backendUrl = await backendAddress(environment);
  // Before the store is opened: a Grafana that does not answer is the likeliest of all obstacles.
  const { version } = await client.get<{ version: string }>('/api/health');
  return withBackend(io, (backend) =>
    workWith(backend, { io, environment, client, backendUrl, options, apply, saved, version })
  );
}

/** What one run needs besides the backend. */
interface Run {
  io: Io;
  environment: Environment;
  client: GrafanaClient;
  backendUrl: string;
  options: GrafanaOptions;
  apply: boolean;
  /** The plan that is to be applied; absent: what there is to do. */
  saved?: SavedPlan | undefined;
  version: string;
}

async function workWith(backend: Backend, given: Run): Promise<Result> {
  const { io, environment, client, backendUrl, options, apply, saved, version } = given;
  const { adopt = [], forget = false, rotate = false, prune = false, wait = LONGEST_WAIT_SECONDS } = options;
  const rules = await loadRules(environment.rulesFile);
  const enterprises = await readEnterprises((queries) => backend.query(queries));
  const onboarding = { client, registry: backend, backendUrl, tokens: await backend.listTokens(), rotate };
  const wishes = { rules, enterprises: enterprises.names, decisions: { adopt, forget } };
  const grafana = { url: client.url, version };
  const go = (apply: boolean): Promise<OnboardingResult> =>
    onboard(onboarding, wishes, {
      apply,
      waitMs: wait * 1000,
      attempts: ATTEMPTS,
      ...(prune ? { prune: (unwanted) => mayPrune(io, { ...options, apply }, unwanted) } : {}),
    });
  const planOf = ({ reports }: OnboardingResult): SavedPlan =>
    savedPlan(reports, { grafana, options: { adopt, forget, rotate, prune }, now: new Date() });
  if (saved !== undefined) {
    assertHolds(saved, planOf(await go(false)));
  }
  const result = await go(apply);
  const publicUrl = await publicAddress(client);
  return { report: grafanaReport(result, { ...grafana, publicUrl }, enterprises), plan: planOf(result) };
}

async function mayPrune(
  io: Io,
  { apply, yes = false }: { apply: boolean; yes?: boolean },
  unwanted: readonly KnownBinding[]
): Promise<boolean> {
  const names = (quoted: (name: string) => string): string =>
    unwanted.map(({ binding }) => quoted(binding.orgName)).join(', ');
  const question = {
    fr: `Retirer ce que Vigie a créé dans ${names((name) => `« ${name} »`)} ? Les comptes restent.`,
    en: `Remove what Vigie made in ${names((name) => `"${name}"`)}? Accounts stay.`,
  };
  return !apply || yes || confirm(io, question);
}

/** Where Grafana's server reaches the backend: as given, else where the running server says it is. */
async function backendAddress({ dataDir, backendUrl }: Environment): Promise<string> {
  const address = backendUrl ?? (await readLocalServer(dataDir))?.url;
  if (address === undefined) {
    throw new UsageError({
      fr: 'Dites où Grafana joint ce serveur : VIGIE_BACKEND_URL. Aucun serveur ne tourne sur ce dossier de données.',
      en: 'Say where Grafana reaches this backend: VIGIE_BACKEND_URL. No server runs on this data folder.',
    });
  }
  return address;
}

function print(io: Io, { json = false }: GrafanaOptions, report: GrafanaReport, headline: LocalizedText): void {
  if (json) {
    printJson(io, report);
  } else {
    printLines(io, [headline[io.language], ...reportLines(report, io.language)]);
  }
}
