import { createRefusals } from '../audit/refusals.ts';
import { backUp } from '../backup/write.ts';
import { type Environment, EnvironmentError } from '../config/environment/environment.ts';
import { createDoctor, maskedInto } from '../doctor/doctor.ts';
import { createThoroughExamination } from '../doctor/thorough.ts';
import type { Clock } from '../domain/clock/clock.ts';
import type { Rules } from '../domain/rules/rules.ts';
import { type AppDependencies, buildApp } from '../http/app.ts';
import { buildManagementApp, MANAGEMENT_HOST } from '../http/management.ts';
import type { RateLimits } from '../http/rate-limits.ts';
import { ensureBootstrapToken } from '../identity/bootstrap-token.ts';
import { createLocalToken } from '../identity/local-token.ts';
import { createJobs, type Jobs, type JobsOptions } from '../jobs/jobs.ts';
import { backendName } from '../operation/operation.ts';
import type { Reports } from '../reports/reports.ts';
import { createScheduler, type SchedulerOptions } from '../schedule/scheduler.ts';
import { publishScreenKeys } from '../screens/key-file.ts';
import { explainingStore } from '../store/driver/failures/store-errors.ts';
import { NO_TRACING, type Tracing } from '../tracing/tracing.ts';
import type { ConnectionDescription } from '../upstreams/connections/describe.ts';
import { explainUnqualifiedIds } from '../upstreams/connections/unqualified-ids.ts';
import { listen } from './listen.ts';
import { createLogger, type Logger } from './logger.ts';
import { openServices, type ServicesOptions } from './services.ts';
import { VERSION } from './version.ts';

export interface RunningServer {
  /** Base address of the main listener as this machine reaches it. */
  url: string;
  managementUrl: string;
  /** Stops everything in order and resolves when all of it has stopped; further calls wait for the same stop. */
  close(): Promise<void>;
}

/** What tests put in the place of the environment's. */
export interface ServerOptions {
  logger?: Logger;
  clock?: Clock;
  rules?: Rules;
  rateLimits?: RateLimits;
  maxEventLoopDelayMs?: number;
  scheduler?: Pick<SchedulerOptions, 'everyMs'>;
  reports?: ServicesOptions['reports'];
  jobs?: Pick<JobsOptions, 'retriesMs' | 'jobs'>;
}

/**
 * Starts the backend: store, tokens, both listeners, then the readings, which may take as long as they need.
 * When a part fails to start, those already started are stopped again before the error is thrown.
 */
export async function startServer(environment: Environment, options: ServerOptions = {}): Promise<RunningServer> {
  refuseForgottenClock(environment);
  const logger = options.logger ?? createLogger({ level: environment.logLevel, secrets: environment.secrets });
  for (const warning of environment.warnings) {
    logger.warn(warning.en);
  }
  // What is added later is stopped earlier: readings first, since a request may wait for one; the store last, and what is
  // known of all that after it.
  await using starting = new AsyncDisposableStack();
  const tracing = await openTracing(environment, logger);
  starting.defer(() => tracing.close());
  const services = await openServices(environment, starting, { ...options, logger, tracing });
  await ensureBootstrapToken(services.store.db, environment.bootstrapToken);
  await publishScreenKeys(services.screens, environment.screenKeysFile, logger);

  const refusals = createRefusals(services.store.db, logger);
  starting.defer(() => refusals.stop());
  refusals.start();
  const localToken = createLocalToken(environment.dataDir);
  const describe = maskedInto(logger);
  const doctor = createDoctor({
    ...services,
    services: services.datasets,
    rulesFile: environment.rulesFile,
    version: VERSION,
    describe,
  });
  const jobs = createJobs({
    ...services.datasets,
    logger,
    examine: createThoroughExamination({ ...services, doctor, environment, describe }),
    describe: maskedInto(logger, 'a job met an error that nobody foresaw'),
    ...options.jobs,
  });
  const dependencies: AppDependencies = {
    logger,
    version: VERSION,
    services: services.datasets,
    catalogue: services.catalogue,
    tokens: services.tokens,
    localToken,
    refusals,
    sync: services.sync,
    connections: services.connections,
    screens: services.screens,
    reports: services.reports,
    metrics: services.metrics,
    tracing,
    jobs,
    doctor,
    pingStore: () => services.store.ping(),
    backUp: () => backUp(services.store, VERSION),
    rateLimits: options.rateLimits,
    maxEventLoopDelayMs: options.maxEventLoopDelayMs,
  };
  const app = await buildApp(dependencies);
  starting.defer(() => app.close());
  const management = await buildManagementApp(dependencies, app);
  starting.defer(() => management.close());
  const url = await listen(app, { host: environment.host, port: environment.port, portVariable: 'PORT' });
  const managementUrl = await listen(management, {
    host: MANAGEMENT_HOST,
    port: environment.managementPort,
    portVariable: 'MANAGEMENT_PORT',
  });
  starting.defer(() => services.sync.stop());
  const scheduler = createScheduler({
    leading: () => services.sync.leading(),
    work: [...services.reports.work, jobs.work],
    logger,
    ...options.scheduler,
  });
  // Before the synchronisation: it gives the lease back, under which what is under way is noted.
  starting.defer(() => scheduler.stop());
  starting.defer(() => localToken.withdraw());
  await explainingStore({ dataDir: environment.dataDir }, () => localToken.publish(url));

  services.datasets.operation?.timeline.start();
  services.sync.start();
  scheduler.start();
  tellSchedules(logger, services.reports, jobs);
  services.datasets.counters?.watch(environment.syncIntervalMs);
  const connections = await services.connections.list();
  warnAboutConnections(logger, connections);
  const { rules } = services.datasets;
  for (const { en } of await explainUnqualifiedIds(rules, environment.rulesFile, connections)) {
    logger.error(`The rules: ${en}`);
  }
  logger.info({ url, managementUrl, store: services.store.kind, version: VERSION }, 'started');

  const running = starting.move();
  let closing: Promise<void> | undefined;
  return { url, managementUrl, close: () => (closing ??= running.disposeAsync()) };
}

/** OpenTelemetry is only loaded where it is asked for: it takes its megabytes. */
async function openTracing({ traces: settings }: Environment, logger: Logger): Promise<Tracing> {
  if (settings === undefined) {
    return NO_TRACING;
  }
  const { createTracing } = await import('../tracing/opentelemetry.ts');
  return createTracing({ settings, version: VERSION, instance: backendName(), logger });
}

function tellSchedules(logger: Logger, reports: Reports, jobs: Jobs): void {
  for (const { name, schedule, timezone, nextAt } of jobs.schedules()) {
    if (schedule === null) {
      logger.info({ job: name }, 'a job is off');
    } else {
      logger.info({ job: name, schedule, timezone, nextAt }, 'a job is scheduled');
    }
  }
  const schedules = reports.schedules();
  for (const { rule, timezone, nextAt } of schedules) {
    logger.info({ report: rule.name, schedule: rule.schedule, timezone, nextAt }, 'a report is scheduled');
  }
  if (schedules.length > 0 && reports.sender === undefined) {
    logger.warn('The rules have reports, and no mail server is named: set SMTP_URL, or none of them is sent.');
  }
}

function warnAboutConnections(logger: Logger, connections: readonly ConnectionDescription[]): void {
  if (connections.length === 0) {
    logger.warn(
      'No source is connected: add one with "vigie connections add", or set ATERA_API_KEY to read tickets and alerts, ' +
        'ODOO_API_KEY to read requests.'
    );
  }
  for (const { name, state, problem } of connections) {
    if (state === 'hidden') {
      logger.warn({ connection: name }, problem?.en ?? state);
    }
  }
}

/** A clock that stands still by mistake would show old tickets as fresh forever. */
function refuseForgottenClock({ fixedNow, allowFixedClock }: Environment): void {
  if (fixedNow !== undefined && !allowFixedClock) {
    throw new EnvironmentError([
      {
        fr: 'VIGIE_NOW arrête l’horloge : retirez-la, ou mettez VIGIE_ALLOW_FIXED_CLOCK=1 pour une démonstration ou un essai',
        en: 'VIGIE_NOW holds the clock still: remove it, or set VIGIE_ALLOW_FIXED_CLOCK=1 for a demonstration or a test',
      },
    ]);
  }
}
