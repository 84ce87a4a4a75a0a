import { readLocalServer } from '../../access/local-token.ts';
import { type Environment, EnvironmentError, readEnvironment } from '../../config/environment.ts';
import { RulesError } from '../../config/rules-file/problems.ts';
import { connect } from '../connect.ts';
import { describeError } from '../describe-error.ts';
import { checkAtera } from '../doctor/atera.ts';
import { checkBackend } from '../doctor/backend.ts';
import { type Check, failed, ok, warning } from '../doctor/check.ts';
import { checkCounters } from '../doctor/counters.ts';
import { checkConnections } from '../doctor/connections.ts';
import { checkOdoo } from '../doctor/odoo.ts';
import { checkRules } from '../doctor/rules.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Io, printJson, printLines } from '../io.ts';
import { isAlive } from '../remote.ts';
import { type Paint, paintFor, type Style } from '../text/paint.ts';

/** Tests every part. Fails when one of them does; warnings do not count. */
export async function diagnose(io: Io, { json = false }: { json?: boolean }): Promise<ExitCode> {
  const checks = await runChecks(io.env);
  if (json) {
    printJson(io, { checks });
  } else {
    printLines(
      io,
      checks.flatMap((check) => checkLines(check, paintFor(io.stdout, io.env)))
    );
  }
  return checks.some(({ state }) => state === 'failed') ? EXIT.failed : EXIT.fine;
}

async function runChecks(env: NodeJS.ProcessEnv): Promise<Check[]> {
  let environment: Environment;
  try {
    environment = readEnvironment(env);
  } catch (error) {
    if (error instanceof EnvironmentError) {
      // Nothing else can be tried with wrong settings.
      return error.problems.map((problem) => failed('environment', problem, 'See docs/configuration.md.'));
    }
    throw error;
  }
  return [
    ...environment.warnings.map((text) => warning('environment', text)),
    ...(await attempt('rules', () => checkRules(environment))),
    await checkServer(environment),
    ...(await attempt('store', async () => {
      const backend = await connect(environment);
      try {
        return [
          ...(await checkBackend(backend)),
          ...(await checkConnections(backend)),
          ...(await attempt('counters', () => checkCounters(backend))),
        ];
      } finally {
        await backend.close();
      }
    })),
    ...(await attempt('atera', () => checkAtera(environment))),
    ...(await attempt('odoo', () => checkOdoo(environment))),
  ];
}

async function checkServer({ dataDir }: Environment): Promise<Check> {
  const server = await readLocalServer(dataDir);
  if (server === undefined) {
    return warning(
      'server',
      `No server runs on ${dataDir}.`,
      'Start it with "vigie serve"; until then nothing is read.'
    );
  }
  return (await isAlive(server))
    ? ok('server', `A server answers on ${server.url} (process ${server.pid}).`)
    : warning(
        'server',
        `The server of ${dataDir} (process ${server.pid}) is gone without a proper stop.`,
        'Start it again.'
      );
}

/** One part that cannot be tested must not keep the others from it. */
async function attempt(part: string, work: () => Promise<Check[]>): Promise<Check[]> {
  try {
    return await work();
  } catch (error) {
    // The store needs the rules; what is wrong with them has been told by their own check.
    return [failed(part, error instanceof RulesError ? 'It cannot be tested with wrong rules.' : describeError(error))];
  }
}

const SIGNS: Record<Check['state'], [string, Style]> = {
  ok: ['✔', 'green'],
  warning: ['▲', 'yellow'],
  failed: ['✘', 'red'],
};

function checkLines({ part, state, text, advice }: Check, paint: Paint): string[] {
  const [sign, style] = SIGNS[state];
  const line = `${paint(style, sign)} ${paint('bold', part)}: ${text}`;
  return advice === undefined ? [line] : [line, `    → ${advice}`];
}
