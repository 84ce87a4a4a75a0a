import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { parse } from 'yaml';

import { ask, type Asked, failuresOf, rowsIn } from '../asking.ts';
import type { RunLog } from '../log.ts';
import type { SoakWorld } from '../world.ts';

/** More often than Grafana evaluates them, which is each minute or five. */
const EVERY_MS = 10_000;
const RANGE_MS = 86_400_000;

interface Rule {
  title: string;
  queries: Asked[];
}

/**
 * Evaluates the rules of the main organisation as Grafana does: each with a call of its own, the queries in it under the range
 * that Grafana wants. A rule relies on one row for each thing it judges; without rows it would end its alerts.
 */
export async function alerts(root: string, world: SoakWorld, log: RunLog, over: AbortSignal): Promise<void> {
  const rules = await readRules(root);
  while (!over.aborted) {
    for (const { title, queries } of rules) {
      const now = Date.now();
      const answer = await log.call(
        'alerts',
        () => ask(world.backend.url, world.main, queries, { from: now - RANGE_MS, to: now }),
        failuresOf
      );
      if (answer !== undefined && failuresOf(answer).length === 0) {
        const empty = queries.filter(({ refId = '' }) => rowsIn(answer, refId).length === 0);
        log.check(
          `rule "${title}"`,
          empty.map(({ refId }) => `its query ${refId} has no row`)
        );
      }
    }
    await sleep(EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
}

/** Those that have something to judge: there are no screens here. */
async function readRules(root: string): Promise<Rule[]> {
  interface Query {
    refId: string;
    datasourceUid: string;
    model: { dataset: string; params: object };
  }
  const file = path.join(root, 'provisioning', 'alerting', 'vigie.yaml');
  const { groups } = parse(await readFile(file, 'utf8')) as {
    groups: { rules: { title: string; data: Query[] }[] }[];
  };
  return groups
    .flatMap(({ rules }) => rules)
    .map(({ title, data }) => ({
      title,
      queries: data
        .filter(({ datasourceUid }) => datasourceUid === 'vigie')
        .map(({ refId, model: { dataset, params } }) => ({ refId, dataset, params })),
    }))
    .filter(({ queries }) => queries.every(({ dataset }) => dataset !== 'system.screen_alarms'));
}
