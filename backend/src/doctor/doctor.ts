import { CountersError } from '../counters/connection/failures/failures.ts';
import type { Counters } from '../counters/counters.ts';
import { examineCounters } from '../counters/quality/examination.ts';
import type { DatasetServices } from '../datasets/engine/dataset.ts';
import { VigieError } from '../domain/errors.ts';
import type { LocalizedText } from '../domain/tickets/labels.ts';
import type { Tokens } from '../identity/tokens.ts';
import { readJobs } from '../jobs/standing.ts';
import type { Store } from '../store/driver/database.ts';
import { asStoreError } from '../store/driver/failures/store-errors.ts';
import type { Connections } from '../upstreams/connections/connections.ts';
import { realTimer, type Timer } from '../upstreams/http/timer.ts';
import { type Check, type DoctorReport, failed, warning } from './check.ts';
import { checkConnections } from './checks/connections.ts';
import { checkCounters, checkProgress, checksSoFar } from './checks/counters.ts';
import { checkJobs } from './checks/jobs.ts';
import { checkRules, checkUnqualifiedIds } from './checks/rules.ts';
import { checkFindings, checkSources } from './checks/sources.ts';
import { checkClock, checkStore } from './checks/store.ts';
import { checkTokens } from './checks/tokens.ts';
import { type Looked, type Part, watchPart } from './part.ts';
import { TEXTS } from './texts/doctor.ts';

export interface DoctorOptions {
  store: Pick<Store, 'kind' | 'ping' | 'db'>;
  services: DatasetServices;
  tokens: Pick<Tokens, 'list'>;
  connections: Pick<Connections, 'list'>;
  /** `VIGIE_RULES` */
  rulesFile: string | undefined;
  version: string;
  /** What people read of an error that no part foresaw; its own text could hold anything. */
  describe: (part: string, error: unknown) => LocalizedText;
  timer?: Timer;
}

/** Looks at every part that a server can look at by itself, without asking any upstream. */
export interface Doctor {
  /** Answers within seconds, whatever hangs; never throws. */
  report(): Promise<DoctorReport>;
}

const KEEP_MS = 30_000;
/** Every row of the counters is read: on a large database that takes its seconds. */
const KEEP_COUNTERS_MS = 5 * 60_000;
/** Below what Grafana's data source waits for an answer. */
const PATIENCE_MS = 10_000;

export function createDoctor(options: DoctorOptions): Doctor {
  const { timer = realTimer } = options;
  const parts = partsOf(options).map((part) => ({
    name: part.name,
    examine: watchPart(
      part,
      (error) => [failed(part.name, TEXTS.unexamined(options.describe(part.name, error)))],
      timer
    ),
  }));
  return {
    async report() {
      const looked = await Promise.all(parts.map(({ examine }) => examine(PATIENCE_MS)));
      const done = looked.filter((one): one is Looked => one !== undefined);
      return {
        checkedAt: new Date(Math.min(Date.now(), ...done.map(({ at }) => at))).toISOString(),
        complete: done.length === parts.length && done.every(({ complete }) => complete),
        checks: parts.flatMap(({ name }, index) => dated(looked[index]) ?? [stillLooking(name)]),
      };
    },
  };
}

function partsOf({ store, services, tokens, connections, rulesFile, version }: DoctorOptions): Part[] {
  const { counters, clock } = services;
  const part = (name: string, look: Part['look'], keepMs = KEEP_MS): Part => ({ name, keepMs, look });
  return [
    part('store', () => checkStore(store, version)),
    part('clock', () => checkClock({ db: store.db, clock })),
    part('rules', () => checkRules(rulesFile, services.rules)),
    part('tokens', () => checkTokens(tokens)),
    part('connections', async () => [
      ...(await checkConnections(connections)),
      ...(await checkUnqualifiedIds(rulesFile, services.rules, await connections.list())),
    ]),
    part('sources', () => checkSources(services)),
    part('data', () => checkFindings(services)),
    part('jobs', async () => checkJobs(await readJobs(services))),
    part('counters', (soFar) => lookAtCounters(counters?.counters, clock.now(), soFar), KEEP_COUNTERS_MS),
  ];
}

function dated(looked: Looked | undefined): Check[] | undefined {
  return looked?.checks.map((check) => ({ ...check, examinedAt: new Date(looked.at).toISOString() }));
}

async function lookAtCounters(
  counters: Counters | undefined,
  now: Date,
  soFar: (checks: Check[]) => void
): Promise<Check[]> {
  let known: Check[] = [];
  try {
    return checkCounters(
      counters &&
        (await examineCounters(counters, now, (examination) => {
          known = checksSoFar(examination);
          soFar([...known, checkProgress(examination)]);
        }))
    );
  } catch (error) {
    if (error instanceof CountersError) {
      return [...known, failed('counters', error.text)];
    }
    throw error;
  }
}

const stillLooking = (part: string): Check => warning(part, TEXTS.slow(PATIENCE_MS / 1000));

/** Sentences for people far from the server's log: an error that was not meant for them goes there instead. */
export function maskedInto(
  logger: { error(details: object, message: string): void },
  message = 'a part could not be examined'
): DoctorOptions['describe'] {
  return (part, thrown) => {
    const error = asStoreError(thrown);
    if (error instanceof VigieError) {
      return error.text;
    }
    logger.error({ err: error, part }, message);
    return TEXTS.internalError();
  };
}
