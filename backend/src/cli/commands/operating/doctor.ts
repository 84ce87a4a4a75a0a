import { type Environment, EnvironmentError, readEnvironment } from '../../../config/environment/environment.ts';
import { RulesError } from '../../../config/rules-file/problems.ts';
import { loadRules, UnreadableRulesError } from '../../../config/rules-file/rules-file.ts';
import { type Check, failed, ok, warning } from '../../../doctor/check.ts';
import { checkAtera } from '../../../doctor/checks/atera.ts';
import { tryConnections } from '../../../doctor/checks/connection-tests.ts';
import { checkGrafana } from '../../../doctor/checks/grafana/server.ts';
import { checkSingleSignOn } from '../../../doctor/checks/grafana/single-sign-on.ts';
import { checkOdoo } from '../../../doctor/checks/odoo.ts';
import { checkRules } from '../../../doctor/checks/rules.ts';
import { checkScreens } from '../../../doctor/checks/screens.ts';
import { COMMAND_TEXTS as TEXTS } from '../../../doctor/texts/commands.ts';
import { wholeReport } from '../../../doctor/whole-report.ts';
import { createGrafanaClient, GrafanaError, GrafanaUnreachableError } from '../../../grafana/api/client.ts';
import { checkLinks } from '../../../grafana/api/link-check.ts';
import { readServer } from '../../../grafana/api/server.ts';
import { enterpriseGroups } from '../../../grafana/single-sign-on/groups.ts';
import { readSignOnProviders } from '../../../grafana/single-sign-on/server-settings.ts';
import { readLocalServer } from '../../../identity/local-token.ts';
import type { Backend } from '../../backend/backend.ts';
import { connect } from '../../backend/connect.ts';
import { checkIsolation } from '../../backend/isolation.ts';
import { isAlive } from '../../backend/remote.ts';
import { explainError } from '../../terminal/describe-error.ts';
import { EXIT, type ExitCode } from '../../terminal/exit.ts';
import { type Io, printJson, printLines } from '../../terminal/io.ts';
import { paintFor } from '../../terminal/text/paint.ts';
import { checkLines } from '../check-lines.ts';

export interface DoctorOptions {
  json?: boolean;
  /** Also tries every enterprise's token on what belongs to others, which takes minutes. */
  isolation?: boolean;
}

/** Tests every part. Fails when one of them does; warnings do not count. */
export async function diagnose(io: Io, { json = false, isolation = false }: DoctorOptions): Promise<ExitCode> {
  const checks = await runChecks(io.env, isolation);
  if (json) {
    printJson(io, { checks });
  } else {
    printLines(
      io,
      checks.flatMap((check) => checkLines(check, io.language, paintFor(io.stdout, io.env)))
    );
  }
  return checks.some(({ state }) => state === 'failed') ? EXIT.failed : EXIT.fine;
}

async function runChecks(env: NodeJS.ProcessEnv, isolation: boolean): Promise<Check[]> {
  let environment: Environment;
  try {
    environment = readEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentError) {
      // Nothing else can be tried with wrong settings.
      return error.problems.map((problem) => failed('environment', problem, TEXTS.settings()));
    }
    throw error;
  }
  return [
    ...environment.warnings.map((text) => warning('environment', text)),
    await checkServer(environment),
    ...(await checkVigie(environment)),
    ...(await attempt('atera', () => checkAtera(environment))),
    ...(await attempt('odoo', () => checkOdoo(environment))),
    ...(await attempt('grafana', () => checkGrafana(environment.grafana))),
    ...(isolation ? await attempt('isolation', () => checkIsolation(environment)) : []),
  ];
}

async function checkServer({ dataDir }: Environment): Promise<Check> {
  const server = await readLocalServer(dataDir);
  if (server === undefined) {
    return warning('server', TEXTS.noServer(dataDir), TEXTS.startServer());
  }
  return (await isAlive(server))
    ? ok('server', TEXTS.serverAnswers(server.url, server.pid))
    : warning('server', TEXTS.serverGone(dataDir, server.pid), TEXTS.startAgain());
}

/** What Vigie says of itself: the running server, else the store as this command opens it. */
async function checkVigie(environment: Environment): Promise<Check[]> {
  let backend: Backend;
  try {
    backend = await connect(environment);
  } catch (error) {
    // Without right rules nothing opens; their own check says what is wrong with them.
    return error instanceof RulesError || error instanceof UnreadableRulesError
      ? checkRules(environment.rulesFile)
      : [failed('store', explainError(error))];
  }
  try {
    return [
      ...(await attempt('store', async () => (await wholeReport(backend)).checks)),
      ...(await attempt('connections', () => tryConnections(backend))),
      ...(await attempt('screens', () => lookAtScreens(backend, environment))),
      ...(await attempt('sign-on', () => lookAtSignOn(backend, environment))),
    ];
  } finally {
    await backend.close();
  }
}

/** Grafana is asked only where there is a link that it should take. One that does not answer is reported by its own part. */
async function lookAtScreens({ screens }: Backend, { grafana }: Environment): Promise<Check[]> {
  const known = await screens.list();
  const isInUse = known.some(({ state }) => state !== 'revoked' && state !== 'unfinished');
  if (grafana === undefined || !isInUse) {
    return checkScreens(known, undefined);
  }
  try {
    return checkScreens(known, await checkLinks(grafana, (await screens.probe()).token));
  } catch (error) {
    if (error instanceof GrafanaUnreachableError) {
      return checkScreens(known, undefined);
    }
    throw error;
  }
}

/** Who may enter each organisation by a log-in elsewhere. A Grafana that does not answer is reported by its own part. */
async function lookAtSignOn(backend: Backend, { grafana, rulesFile }: Environment): Promise<Check[]> {
  if (grafana === undefined) {
    return [];
  }
  const [rules, bindings] = await Promise.all([loadRules(rulesFile), backend.listGrafanaOrgs()]);
  const known = {
    enterprises: enterpriseGroups(rules, bindings),
    tenants: bindings.flatMap(({ kind, orgId, orgName }) =>
      kind === 'tenant' && orgId !== null ? [{ orgId, org: orgName }] : []
    ),
  };
  const client = createGrafanaClient(grafana);
  try {
    const providers = await readSignOnProviders(client);
    return checkSingleSignOn({ ...known, providers, orgs: (await readServer(client)).orgs });
  } catch (error) {
    if (error instanceof GrafanaError) {
      return error.status === 403 ? checkSingleSignOn({ ...known, providers: undefined, orgs: new Map() }) : [];
    }
    throw error;
  }
}

/** One part that cannot be tested must not keep the others from it. */
async function attempt(part: string, work: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await work();
  } catch (error) {
    return [failed(part, explainError(error))];
  }
}
