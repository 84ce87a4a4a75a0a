import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely';

import { statementShape, statementVerb, withTraceComment } from './statement-text.ts';
import type { Part, Span, Tracing } from './tracing.ts';

/** What a statement's span says of the database, in the names of OpenTelemetry's conventions for databases. */
export interface TracedDatabase {
  'db.system.name': 'postgresql' | 'mysql';
  /** Which of Vigie's databases: `store`, `counters`. */
  'db.namespace': string;
}

/** A connection of the pool that is there takes less. */
const WORTH_TELLING_SECONDS = 0.005;

/**
 * The same dialect, whose statements are recorded as parts of the work they belong to, and name their span to the database.
 * Where nothing is ever recorded it is the dialect itself.
 */
export function tracedDialect(dialect: Dialect, tracing: Tracing, database: TracedDatabase): Dialect {
  return tracing.on
    ? {
        createAdapter: () => dialect.createAdapter(),
        createQueryCompiler: () => dialect.createQueryCompiler(),
        createIntrospector: (db) => dialect.createIntrospector(db),
        createDriver: () => tracedDriver(dialect.createDriver(), tracing, { ...database }),
      }
    : dialect;
}

/** What each traced connection stands for. One driver of a dialect is handed the connections of another. */
const inner = new WeakMap<WeakKey, DatabaseConnection>();
const innerOf = <T>(value: T): T => (inner.get(value as WeakKey) as T | undefined) ?? value;

function tracedDriver(driver: Driver, tracing: Tracing, database: TracedDatabase): Driver {
  const outer = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const sending = (verb: string): Part => ({
    name: verb,
    kind: 'client',
    attributes: { ...database, 'db.operation.name': verb },
  });
  const send: SendStatement = (query, under) =>
    tracing.part(sending(statementVerb(query.sql)), async (span) => {
      span?.set({ 'db.query.text': statementShape(query.sql) });
      const result = await under(commented(query, span));
      span?.set({ 'db.response.returned_rows': result.rows.length });
      return result;
    });
  const traced = (connection: DatabaseConnection): DatabaseConnection => {
    let made = outer.get(connection);
    if (made === undefined) {
      made = tracedConnection(connection, send);
      outer.set(connection, made);
      inner.set(made, connection);
    }
    return made;
  };
  const changed: Partial<Driver> = {
    acquireConnection: async (options) => {
      const began = performance.now();
      const connection = await driver.acquireConnection(options);
      const seconds = (performance.now() - began) / 1_000;
      if (seconds >= WORTH_TELLING_SECONDS) {
        tracing.past({ name: 'wait for a connection', attributes: { ...database } }, seconds);
      }
      return traced(connection);
    },
    commitTransaction: (connection) =>
      tracing.part(sending('COMMIT'), () => driver.commitTransaction(innerOf(connection))),
  };
  // Everything else is the driver's own; its connections are known to it as it made them.
  return new Proxy(driver, {
    get: (target, name: keyof Driver) => {
      const own: unknown = Reflect.get(target, name);
      return (
        changed[name] ??
        (typeof own === 'function'
          ? (...given: unknown[]) => Reflect.apply(own, target, given.map(innerOf)) as unknown
          : own)
      );
    },
  });
}

type SendStatement = <R>(
  query: CompiledQuery,
  under: (query: CompiledQuery) => Promise<QueryResult<R>>
) => Promise<QueryResult<R>>;

/** A connection whose statements go through `send`; ending them from outside is the connection's own business. */
function tracedConnection(connection: DatabaseConnection, send: SendStatement): DatabaseConnection {
  return new Proxy(connection, {
    get: (target, name: keyof DatabaseConnection) => {
      if (name === 'executeQuery') {
        const execute: DatabaseConnection['executeQuery'] = (query, options) =>
          send(query, (changed) => target.executeQuery(changed, options));
        return execute;
      }
      const own: unknown = Reflect.get(target, name);
      return typeof own === 'function' ? (own.bind(target) as unknown) : own;
    },
  });
}

const commented = (query: CompiledQuery, span: Span | undefined): CompiledQuery =>
  span === undefined ? query : { ...query, sql: withTraceComment(query.sql, span.traceparent) };
