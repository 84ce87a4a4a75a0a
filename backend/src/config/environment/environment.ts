import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { Value } from 'typebox/value';

import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { WrongValue } from '../../domain/wrong-value.ts';
import type { GrafanaSettings } from '../../grafana/api/client.ts';
import type { Keyring } from '../../identity/secret-key.ts';
import { parseSender, type Sender } from '../../reports/mail/sender.ts';
import type { SmtpServer } from '../../reports/mail/smtp-address.ts';
import { findingsOf } from '../../schemas/findings.ts';
import type { TracingSettings } from '../../tracing/settings.ts';
import { unknownNames } from './known-names.ts';
import { passwordOf } from './password-of.ts';
import { proxySecrets, wrongProxies } from './proxies.ts';
import { decodeText, readingProblem } from './text-file.ts';
import { ENVIRONMENT_SCHEMA, type Variable, type VariableName, VARIABLES, type VariableValues } from './variables.ts';

const NAMES = Object.keys(VARIABLES) as VariableName[];

/** The configuration that comes from environment variables, checked and in the units of the code. */
export interface Environment {
  host: string;
  port: number;
  managementPort: number;
  logLevel: VariableValues['LOG_LEVEL'];
  /** Absolute path. */
  dataDir: string;
  /** The file that `VIGIE_RULES` names. */
  rulesFile: string | undefined;
  bootstrapToken: string | undefined;
  /** What opens and encrypts the credentials of the store. */
  keyring: Keyring;
  /** Absolute path of the public keys of the screens' links. */
  screenKeysFile: string;
  /** Where `VIGIE_NOW` holds the business clock. */
  fixedNow: Date | undefined;
  allowFixedClock: boolean;
  databaseUrl: string | undefined;
  /** Absent: the counters are off. */
  countersUrl: string | undefined;
  answerCache: boolean;
  /** Absent: nothing is recorded. */
  traces: TracingSettings | undefined;
  atera: { url: string; appUrl: string; apiKey: string | undefined; requestsPerMinute: number };
  /** Absent without a key. */
  odoo: OdooSettings | undefined;
  syncIntervalMs: number;
  reconcileIntervalMs: number;
  /** The server that `vigie grafana` works on; absent without its address. */
  grafana: GrafanaSettings | undefined;
  /** How reports are sent; absent: they are not. */
  smtp: { server: SmtpServer; sender: Sender } | undefined;
  /** Where that Grafana reaches the backend. */
  backendUrl: string | undefined;
  /** What is odd but harmless, one sentence each. */
  warnings: LocalizedText[];
  /** Values that must never be written anywhere; the log replaces them. */
  secrets: string[];
}

/** Where the connection `odoo` reads. */
export interface OdooSettings {
  url: string;
  appUrl: string;
  database: string;
  /** Needed before Odoo 19. */
  login: string | undefined;
  apiKey: string;
}

/** Everything that is wrong with the environment variables, one line each. */
export class EnvironmentError extends Error {
  override readonly name = 'EnvironmentError';
  readonly problems: readonly LocalizedText[];
  readonly text: LocalizedText;

  constructor(problems: readonly LocalizedText[]) {
    const text = {
      fr: ['Les variables d’environnement ne conviennent pas :', ...problems.map(({ fr }) => `  - ${fr}`)].join('\n'),
      en: ['The environment variables are not right:', ...problems.map(({ en }) => `  - ${en}`)].join('\n'),
    };
    super(text.en);
    this.problems = problems;
    this.text = text;
  }
}

/**
 * Reads and checks every variable of {@link VARIABLES}.
 * @throws {EnvironmentError} naming all wrong values at once, with what is allowed; values of secrets never appear.
 */
export function readEnvironment(env: NodeJS.ProcessEnv): Environment {
  const { texts, unreadable } = givenTexts(env);
  const refused = findingsOf(ENVIRONMENT_SCHEMA, texts).map(({ path, text }) => {
    const name = path[0] as VariableName;
    return [name, withOrigin(env, name, text)] as const;
  });
  const wrong = new Map([...unreadable, ...refused]);
  const problems = NAMES.flatMap((name) => {
    const text = wrong.get(name);
    return text === undefined ? [] : [sentence(env, name, text)];
  });
  problems.push(...incompleteOdoo(env), ...wrongProxies(env));
  const values = problems.length === 0 ? (Value.Decode(ENVIRONMENT_SCHEMA, texts) as VariableValues) : undefined;
  problems.push(...(values === undefined ? [] : missingSender(values)));
  if (values === undefined || problems.length > 0) {
    throw new EnvironmentError(problems);
  }
  const secrets = NAMES.filter(isSecret).flatMap((name) => texts[name] ?? []);
  return {
    ...toEnvironment(values),
    warnings: unknownNames(env),
    secrets: [...secrets.flatMap((secret) => [secret, ...passwordOf(secret)]), ...proxySecrets(env)],
  };
}

/** The texts of all variables, and why some of them cannot be had. */
function givenTexts(env: NodeJS.ProcessEnv): {
  texts: Partial<Record<VariableName, string>>;
  unreadable: [VariableName, LocalizedText][];
} {
  const texts: Partial<Record<VariableName, string>> = {};
  const unreadable: [VariableName, LocalizedText][] = [];
  for (const name of NAMES) {
    try {
      const text = rawValue(env, name);
      if (text !== undefined) {
        texts[name] = text;
      }
    } catch (error) {
      if (!(error instanceof WrongValue)) {
        throw error;
      }
      unreadable.push([name, error.text]);
    }
  }
  return { texts, unreadable };
}

function toEnvironment(values: VariableValues): Omit<Environment, 'warnings' | 'secrets'> {
  return {
    host: values.HOST,
    port: values.PORT,
    managementPort: values.MANAGEMENT_PORT,
    logLevel: values.LOG_LEVEL,
    dataDir: resolve(values.VIGIE_DATA_DIR),
    rulesFile: values.VIGIE_RULES,
    bootstrapToken: values.VIGIE_BOOTSTRAP_TOKEN,
    keyring: { current: values.VIGIE_SECRET_KEY, previous: values.VIGIE_SECRET_KEY_PREVIOUS },
    screenKeysFile: resolve(values.VIGIE_SCREEN_KEYS ?? join(values.VIGIE_DATA_DIR, 'screen-keys.json')),
    fixedNow: values.VIGIE_NOW,
    allowFixedClock: values.VIGIE_ALLOW_FIXED_CLOCK,
    databaseUrl: values.DATABASE_URL,
    countersUrl: values.COUNTERS_URL,
    answerCache: values.VIGIE_ANSWER_CACHE,
    traces: tracingSettings(values),
    atera: {
      url: values.ATERA_URL,
      appUrl: values.ATERA_APP_URL,
      apiKey: values.ATERA_API_KEY,
      requestsPerMinute: values.ATERA_REQUESTS_PER_MINUTE,
    },
    odoo: odooSettings(values),
    syncIntervalMs: values.SYNC_INTERVAL_SECONDS * 1000,
    reconcileIntervalMs: values.RECONCILE_INTERVAL_MINUTES * 60_000,
    grafana: grafanaSettings(values),
    smtp: smtpSettings(values),
    backendUrl: values.VIGIE_BACKEND_URL,
  };
}

/** On with the variables that say to any program of OpenTelemetry where its traces go. */
function tracingSettings(values: VariableValues): TracingSettings | undefined {
  const base = values.OTEL_EXPORTER_OTLP_ENDPOINT;
  const url = values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (base === undefined ? undefined : `${base}/v1/traces`);
  return url === undefined || values.OTEL_SDK_DISABLED
    ? undefined
    : {
        url,
        headers: values.OTEL_EXPORTER_OTLP_HEADERS ?? {},
        serviceName: values.OTEL_SERVICE_NAME,
        sampler: values.OTEL_TRACES_SAMPLER,
        ratio: values.OTEL_TRACES_SAMPLER_ARG,
        sendEveryMs: values.OTEL_BSP_SCHEDULE_DELAY,
      };
}

function grafanaSettings(values: VariableValues): GrafanaSettings | undefined {
  const { GRAFANA_URL: url, GRAFANA_ADMIN_USER: user, GRAFANA_ADMIN_PASSWORD: password } = values;
  return url === undefined || password === undefined ? undefined : { url, user, password };
}

function smtpSettings({ SMTP_URL: server, SMTP_FROM }: VariableValues): Environment['smtp'] {
  const sender = SMTP_FROM ?? parseSender(server?.auth?.user ?? '');
  return server === undefined || sender === undefined ? undefined : { server, sender };
}

/** A report from nobody is refused by every mail server. */
function missingSender({ SMTP_URL: server, SMTP_FROM }: VariableValues): LocalizedText[] {
  return server !== undefined && SMTP_FROM === undefined && parseSender(server.auth?.user ?? '') === undefined
    ? [
        {
          fr: 'SMTP_FROM doit accompagner SMTP_URL : son utilisateur n’est pas une adresse e-mail d’où les rapports pourraient venir',
          en: 'SMTP_FROM must be given with SMTP_URL: its user is no e-mail address that reports could come from',
        },
      ]
    : [];
}

function odooSettings(values: VariableValues): OdooSettings | undefined {
  const { ODOO_URL: url, ODOO_DB: database, ODOO_API_KEY: apiKey } = values;
  return url === undefined || database === undefined || apiKey === undefined
    ? undefined
    : { url, appUrl: values.ODOO_APP_URL ?? url, database, login: values.ODOO_LOGIN, apiKey };
}

/** The connection to Odoo wants all of them. */
const ODOO_TOGETHER = ['ODOO_URL', 'ODOO_DB', 'ODOO_API_KEY'] as const;

/** Half a connection would be ignored in silence. */
function incompleteOdoo(env: NodeJS.ProcessEnv): LocalizedText[] {
  const given = ODOO_TOGETHER.filter((name) => env[name] || (isSecret(name) && env[`${name}_FILE`]));
  const missing = ODOO_TOGETHER.filter((name) => !given.includes(name));
  return given.length === 0 || missing.length === 0
    ? []
    : [
        {
          fr: `${missing.join(' et ')} ${missing.length === 1 ? 'doit' : 'doivent'} accompagner ${given.join(' et ')} : Odoo est lu avec ces trois variables`,
          en: `${missing.join(' and ')} must be given with ${given.join(' and ')}: Odoo is read with all of them`,
        },
      ];
}

/** An empty variable counts as absent, as compose files write it. */
function rawValue(env: NodeJS.ProcessEnv, name: VariableName): string | undefined {
  const definition: Variable = VARIABLES[name];
  const direct = env[name] || undefined;
  const file = definition.secret ? env[`${name}_FILE`] || undefined : undefined;
  if (direct !== undefined && file !== undefined) {
    throw new WrongValue({
      fr: `et ${name}_FILE sont définies toutes les deux : gardez-en une`,
      en: `and ${name}_FILE are both set: keep one of them`,
    });
  }
  if (file === undefined) {
    return direct ?? definition.default;
  }
  const content = readSecretFile(name, file);
  if (content === '') {
    throw unavailable(name, file, { fr: 'est vide', en: 'is empty' });
  }
  return content;
}

/** Of two places that the value may come from, the right one. */
function withOrigin(env: NodeJS.ProcessEnv, name: VariableName, { fr, en }: LocalizedText): LocalizedText {
  const file = env[name] ? undefined : env[`${name}_FILE`];
  return file === undefined
    ? { fr, en }
    : {
        fr: `${fr} (elle vient du fichier que nomme ${name}_FILE, ${file})`,
        en: `${en} (it comes from the file that ${name}_FILE names, ${file})`,
      };
}

function readSecretFile(name: VariableName, file: string): string {
  try {
    return decodeText(readFileSync(file)).replace(/\r?\n$/, '');
  } catch (error) {
    throw unavailable(name, file, readingProblem(error), error);
  }
}

/** @param reason - the continuation of "the file …" */
function unavailable(name: VariableName, file: string, reason: LocalizedText, cause?: unknown): WrongValue {
  return new WrongValue(
    {
      fr: `ne peut être lue : le fichier que nomme ${name}_FILE (${file}) ${reason.fr}`,
      en: `cannot be had: the file that ${name}_FILE names (${file}) ${reason.en}`,
    },
    { cause }
  );
}

function isSecret(name: VariableName): boolean {
  const definition: Variable = VARIABLES[name];
  return definition.secret === true;
}

/** What is wrong with a variable, and its value unless that is a secret. */
function sentence(env: NodeJS.ProcessEnv, name: VariableName, { fr, en }: LocalizedText): LocalizedText {
  if (isSecret(name) || !env[name]) {
    return { fr: `${name} ${fr}`, en: `${name} ${en}` };
  }
  const value = withoutCredentials(env[name]);
  return { fr: `${name} ${fr}, et non « ${value} »`, en: `${name} ${en}, not "${value}"` };
}

/** A value that somebody put credentials into, as in `https://user:password@host`, where none belong. */
function withoutCredentials(raw: string): string {
  return raw.replace(/\/\/[^/?#]*@/, '//…@');
}
