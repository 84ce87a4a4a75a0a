import { after, before } from 'node:test';

import type { CountersDatabase } from '../../../src/counters/connection/database.ts';
import { createCountersSource } from '../../../src/counters/connection/source.ts';
import type { Frame } from '../../../src/datasets/engine/frames.ts';
import type { QueryResult } from '../../../src/datasets/engine/run.ts';
import type { Scope } from '../../../src/domain/access/access.ts';
import { type Clock, fixedClock } from '../../../src/domain/clock/clock.ts';
import { DEFAULT_COUNTERS_RULES } from '../../../src/domain/rules/counters-rules.ts';
import { DEFAULT_RULES, type Rules } from '../../../src/domain/rules/rules.ts';
import type { NewToken } from '../../../src/identity/tokens.ts';
import { type AppOverrides, logCapture, send, type TestApp, withApp } from '../server/server.ts';
import { NOW } from './counters.ts';

/** A range in ISO instants. */
export interface Range {
  from: string;
  to: string;
}

export type CountersRow = Record<string, string | number | boolean | null>;

/** The application over a counters database. */
export interface CountersApp {
  readonly app: TestApp;
  token(scopes?: readonly Scope[], rest?: Omit<NewToken, 'name' | 'scopes'>): Promise<string>;
  /** One query over HTTP, in the time zone of Paris. */
  ask(token: string, dataset: string, params?: object, range?: Range): Promise<QueryResult>;
  /** The rows of a query that must succeed. */
  rows(token: string, dataset: string, params?: object, range?: Range): Promise<CountersRow[]>;
}

export interface CountersAppOptions {
  clock?: Clock;
  rules?: Partial<Rules>;
  /** As an installation does; here otherwise each question reads all of it again. */
  keepAnswers?: boolean;
  /** Parts in the place of the usual ones. */
  parts?: Omit<AppOverrides, 'services'>;
}

/** Opens the application before the tests of a suite and closes it after them. */
export function useCountersApp(
  database: () => CountersDatabase,
  { clock = fixedClock(NOW), rules = {}, keepAnswers = false, parts }: CountersAppOptions = {}
): CountersApp {
  const stack = new AsyncDisposableStack();
  let opened: TestApp | undefined;
  before(async () => {
    const counters = createCountersSource(database(), rules.counters ?? DEFAULT_COUNTERS_RULES, {
      clock,
      logger: logCapture().logger,
      keepAnswers,
    });
    const closing = { after: (close?: () => unknown) => void stack.defer(async () => void (await close?.())) };
    opened = await withApp(closing as never, {
      ...parts,
      services: { counters, clock, rules: { ...DEFAULT_RULES, ...rules } },
    });
  });
  after(() => stack.disposeAsync());

  const app = (): TestApp => {
    if (opened === undefined) {
      throw new Error('The application is open only while the tests of the suite run');
    }
    return opened;
  };
  const ask: CountersApp['ask'] = async (token, dataset, params = {}, range) => {
    const bounds = range && { from: Date.parse(range.from), to: Date.parse(range.to) };
    const { body } = await send<{ results: Record<string, QueryResult> }>(`${app().url}/v1/query`, {
      method: 'POST',
      token,
      body: { queries: [{ refId: 'A', dataset, params, ...bounds, timezone: 'Europe/Paris' }] },
    });
    const result = body.results['A'];
    if (result === undefined) {
      throw new Error(`no result: ${JSON.stringify(body)}`);
    }
    return result;
  };
  return {
    get app() {
      return app();
    },
    token: (scopes = ['counters:read'], rest) => app().token(scopes, rest),
    ask,
    rows: async (...query) => {
      const { frames, error } = await ask(...query);
      if (frames[0] === undefined) {
        throw new Error(`${query[1]}: ${error}`);
      }
      return rowsOf(frames[0]);
    },
  };
}

/** A frame's columns as rows. */
export function rowsOf({ schema, data }: Frame): CountersRow[] {
  return Array.from({ length: data.values[0]?.length ?? 0 }, (_, index) =>
    Object.fromEntries(schema.fields.map(({ name }, column) => [name, data.values[column]?.[index] ?? null]))
  );
}
