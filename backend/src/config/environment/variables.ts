import Type, { type TSchema } from 'typebox';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { mapping } from '../../schemas/types.ts';
import { SAMPLERS } from '../../tracing/settings.ts';
import {
  choice,
  countersAddress,
  flag,
  headerList,
  headerText,
  hostName,
  instant,
  integer,
  mailSender,
  port,
  postgresAddress,
  secretKey,
  share,
  smtpAddress,
  text,
  type VariableType,
  webAddress,
} from './variable-types.ts';

/** One environment variable: the single place that its parsing and its documentation come from. */
export interface Variable {
  type: TSchema & { expected: LocalizedText };
  /** As it would stand in the environment; absent: the variable may be missing. */
  default?: string;
  /** May also be given as `NAME_FILE`, the path of a file that holds it; its value is never shown. */
  secret?: boolean;
  description: string;
}

const variable = <T extends Variable['type'], const D extends Omit<Variable, 'type'>>(type: T, definition: D) => ({
  type,
  ...definition,
});

/** Every environment variable that Vigie reads, in the order of the documentation. */
export const VARIABLES = {
  HOST: variable(hostName, {
    default: '127.0.0.1',
    description: 'Address that the main listener binds. `0.0.0.0` for all interfaces, behind TLS only.',
  }),
  PORT: variable(port, { default: '8787', description: 'Port of the main listener. `0` takes a free one.' }),
  MANAGEMENT_PORT: variable(port, {
    default: '8788',
    description:
      'Port of the management listener (metrics, OpenAPI, readiness without a token). It always binds the loopback ' +
      'address. `0` takes a free one.',
  }),
  LOG_LEVEL: variable(choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'), {
    default: 'info',
    description: 'Least severity of the log lines, which are JSON on standard output.',
  }),
  VIGIE_DATA_DIR: variable(text, {
    default: './.vigie',
    description: 'Folder of the embedded store and of the file through which the command line finds a running server.',
  }),
  VIGIE_RULES: variable(text, {
    description:
      'File of the business rules (see docs/rules.md). Without it, `./vigie.yaml` if there is one, else the defaults.',
  }),
  VIGIE_BOOTSTRAP_TOKEN: variable(headerText(32), {
    secret: true,
    description:
      "Token of the main Grafana organisation, known to both sides from the start: reads tickets and counters and writes sites, all enterprises and connections. Changing it ends the old one's validity at the next start; removing it too.",
  }),
  VIGIE_SECRET_KEY: variable(secretKey, {
    secret: true,
    description:
      'Key that the credentials of added connections are encrypted with (see docs/connections.md). Needed as soon as there ' +
      'are any. Make one with `openssl rand -base64 32`, and keep a copy apart from the store: without it they are lost.',
  }),
  VIGIE_SECRET_KEY_PREVIOUS: variable(secretKey, {
    secret: true,
    description:
      'The key before a change, so that what it encrypted can still be opened. Remove it after `vigie secrets rotate`.',
  }),
  VIGIE_SCREEN_KEYS: variable(text, {
    description:
      "File that the public key of the screens' links is written to when the server starts, for Grafana's `jwk_set_file` " +
      '(see docs/screens-kiosk.md). Its folder must exist. Default: `screen-keys.json` in the data folder.',
  }),
  VIGIE_NOW: variable(instant, {
    description: 'Holds the business clock still, for demonstrations and tests. Tokens and leases keep real time.',
  }),
  VIGIE_ALLOW_FIXED_CLOCK: variable(flag, {
    default: '0',
    description: '`1` lets `vigie serve` start although `VIGIE_NOW` is set; every answer then says so.',
  }),
  DATABASE_URL: variable(postgresAddress, {
    secret: true,
    description:
      'PostgreSQL database of the store: `postgres://role:password@host:5432/database`, with `?sslmode=` as in ' +
      "PostgreSQL's own programs: `require` encrypts, `verify-full` also checks who answers (`sslrootcert=` for an authority " +
      'of your own). The role must own the database, or have CREATE on its schema `public`. Several hosts, ' +
      '`@one:5432,two:5432/`, are a primary server and its standbys (see docs/scale.md). Without it the store is ' +
      'embedded (PGlite) in the data folder.',
  }),
  COUNTERS_URL: variable(countersAddress, {
    secret: true,
    description:
      'Database of the shop visitor counters: `mysql://user:password@host:3306/database` (MySQL, MariaDB and what speaks ' +
      'their protocol; TLS, limits and several hosts, see docs/counters.md), or `pglite:folder` for an embedded one. Without ' +
      'it the counters are off. A user that may only read is enough; writing sites wants INSERT and UPDATE on `sites`.',
  }),
  VIGIE_ANSWER_CACHE: variable(flag, {
    default: '1',
    description: '`0` answers every query from the store, even one asked twice between two readings: to measure it.',
  }),
  ATERA_URL: variable(webAddress, { default: 'https://app.atera.com', description: "Where Atera's API answers." }),
  ATERA_APP_URL: variable(webAddress, {
    default: 'https://app.atera.com',
    description: "Atera's web application, for the links of tickets.",
  }),
  ATERA_API_KEY: variable(headerText(1), {
    secret: true,
    description: 'Key of the Atera account, of either kind. Its presence makes the connection named `atera`.',
  }),
  ATERA_REQUESTS_PER_MINUTE: variable(integer(1, 10_000), {
    default: '300',
    description: 'Most requests to Atera in any sliding minute.',
  }),
  ODOO_URL: variable(webAddress, { description: 'Where Odoo answers, e.g. `https://example.odoo.com`.' }),
  ODOO_APP_URL: variable(webAddress, {
    description: "Odoo's web application, for the links of requests. Default: `ODOO_URL`.",
  }),
  ODOO_DB: variable(headerText(1), { description: 'Name of the Odoo database.' }),
  ODOO_LOGIN: variable(text, { description: "Login of the API key's user. Only Odoo before 19 wants it." }),
  ODOO_API_KEY: variable(headerText(1), {
    secret: true,
    description: 'API key of an Odoo user who sees all requests. Its presence makes the connection named `odoo`.',
  }),
  SYNC_INTERVAL_SECONDS: variable(integer(1, 86_400), {
    default: '30',
    description: 'Seconds from one reading of the sources to the next.',
  }),
  RECONCILE_INTERVAL_MINUTES: variable(integer(1, 10_080), {
    default: '15',
    description: 'Minutes between two comparisons of all active tickets and open alerts, which notice deletions.',
  }),
  OTEL_EXPORTER_OTLP_ENDPOINT: variable(webAddress, {
    description:
      'Collector of traces, at its HTTP port: `http://127.0.0.1:4318` (see docs/operation.md). `/v1/traces` is put behind it. ' +
      'Without it, and without the next one, nothing is recorded.',
  }),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: variable(webAddress, {
    description: 'The same as a whole address, for a collector that takes traces somewhere else.',
  }),
  OTEL_EXPORTER_OTLP_HEADERS: variable(headerList, {
    secret: true,
    description: 'Headers for the collector, such as `Authorization=Bearer%20…`.',
  }),
  OTEL_EXPORTER_OTLP_PROTOCOL: variable(choice('http/json'), {
    default: 'http/json',
    description: 'How traces are sent. Collectors take this at the port where they take `http/protobuf`.',
  }),
  OTEL_SERVICE_NAME: variable(text, { default: 'vigie', description: 'Name of this backend in traces.' }),
  OTEL_TRACES_SAMPLER: variable(choice(...SAMPLERS), {
    default: 'parentbased_always_on',
    description:
      'Which traces are recorded. Those that begin with `parentbased_` do as Grafana decided, and by themselves only for the ' +
      'rest, such as readings of the sources.',
  }),
  OTEL_TRACES_SAMPLER_ARG: variable(share, {
    default: '1',
    description: 'Share of the traces that the samplers named `traceidratio` record.',
  }),
  OTEL_BSP_SCHEDULE_DELAY: variable(integer(1, 60_000), {
    default: '5000',
    description: 'Milliseconds from one sending of traces to the next.',
  }),
  OTEL_SDK_DISABLED: variable(flag, { default: '0', description: '`1` records nothing, whatever else is set.' }),
  SMTP_URL: variable(smtpAddress, {
    secret: true,
    description:
      'Mail server that reports go through: `smtp://user:password@host:587` (encrypted with STARTTLS, which a log-in requires unless ' +
      'the host is this machine) or `smtps://user:password@host:465`. Options: `?tls=required`, `offered` or `never`, `ca=FILE` for an ' +
      'authority of your own (see docs/reports.md). Without it no report is sent.',
  }),
  SMTP_FROM: variable(mailSender, {
    description:
      'Who reports come from, e.g. `Vigie <vigie@example.com>`. Default: the user of `SMTP_URL` where that is an address.',
  }),
  GRAFANA_URL: variable(webAddress, {
    description:
      'Where Grafana answers, for `vigie grafana …`, `vigie screens …` and `vigie doctor`: `vigie serve` needs none of the `GRAFANA_` variables.',
  }),
  GRAFANA_ADMIN_USER: variable(text, { default: 'admin', description: 'Log-in of a server admin of that Grafana.' }),
  GRAFANA_ADMIN_PASSWORD: variable(text, { secret: true, description: 'Password of that server admin.' }),
  VIGIE_BACKEND_URL: variable(webAddress, {
    description:
      'Where Grafana reaches the backend, for `vigie grafana …` only: it goes into the data sources of the organisations. ' +
      'Default: the address of the server that runs on the data folder.',
  }),
} as const;

export type VariableName = keyof typeof VARIABLES;

type Parsed<V> = V extends { type: VariableType<infer T> }
  ? V extends { default: string }
    ? T
    : T | undefined
  : never;

/** The checked value of every variable. */
export type VariableValues = { -readonly [N in VariableName]: Parsed<(typeof VARIABLES)[N]> };

/** The texts of the environment, by name. */
export const ENVIRONMENT_SCHEMA = mapping(
  Object.fromEntries(Object.entries(VARIABLES).map(([name, { type }]) => [name, Type.Optional(type)]))
);
