import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';

import type { Language } from '../../domain/tickets/labels.ts';
import { CONFIGURATION_PAGE, configurationPage } from './document.ts';
import { EnvironmentError, readEnvironment } from './environment.ts';

const SECRET = 'a-secret-that-must-never-be-shown-anywhere';

function problemsOf(env: NodeJS.ProcessEnv, language: Language = 'en'): string[] {
  try {
    readEnvironment(env);
  } catch (error) {
    assert.ok(error instanceof EnvironmentError);
    return error.problems.map((problem) => problem[language]);
  }
  return assert.fail('the environment should have been refused');
}

test('an empty environment gives the defaults', () => {
  const environment = readEnvironment({});
  assert.equal(environment.host, '127.0.0.1');
  assert.equal(environment.port, 8787);
  assert.equal(environment.managementPort, 8788);
  assert.equal(environment.dataDir, resolve('.vigie'));
  assert.equal(environment.atera.url, 'https://app.atera.com');
  assert.equal(environment.atera.apiKey, undefined);
  assert.equal(environment.syncIntervalMs, 30_000);
  assert.equal(environment.reconcileIntervalMs, 900_000);
  assert.deepEqual(environment.warnings, []);
});

test('values are parsed into the units of the code', () => {
  const environment = readEnvironment({
    PORT: '0',
    VIGIE_NOW: '2024-07-23T10:00:00+02:00',
    VIGIE_ALLOW_FIXED_CLOCK: 'true',
    ATERA_URL: 'http://127.0.0.1:4000/',
    SYNC_INTERVAL_SECONDS: '5',
  });
  assert.equal(environment.port, 0);
  assert.equal(environment.fixedNow?.toISOString(), '2024-07-23T08:00:00.000Z');
  assert.equal(environment.allowFixedClock, true);
  assert.equal(environment.atera.url, 'http://127.0.0.1:4000');
  assert.equal(environment.syncIntervalMs, 5000);
});

test('an empty variable counts as absent', () => {
  assert.equal(readEnvironment({ PORT: '', ATERA_API_KEY: '' }).port, 8787);
});

test('every wrong value is named at once, with what is allowed', () => {
  const problems = problemsOf({
    PORT: '70000',
    LOG_LEVEL: 'loud',
    VIGIE_NOW: '2024-07-23T08:00:00',
    VIGIE_ALLOW_FIXED_CLOCK: 'maybe',
    ATERA_URL: 'ftp://example.test',
    ATERA_REQUESTS_PER_MINUTE: '0',
    SYNC_INTERVAL_SECONDS: '1.5',
  });
  assert.deepEqual(problems, [
    'PORT must be a whole number from 0 to 65535, not "70000"',
    'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent, not "loud"',
    'VIGIE_NOW must be an ISO instant with its offset, e.g. 2024-07-23T08:00:00Z, not "2024-07-23T08:00:00"',
    'VIGIE_ALLOW_FIXED_CLOCK must be 1 or 0, not "maybe"',
    'ATERA_URL must be an http:// or https:// address, not "ftp://example.test"',
    'ATERA_REQUESTS_PER_MINUTE must be a whole number from 1 to 10000, not "0"',
    'SYNC_INTERVAL_SECONDS must be a whole number from 1 to 86400, not "1.5"',
  ]);
});

test('takes whole numbers in digits alone, and words for yes and no in any case', () => {
  for (const wrong of [
    '1e3',
    ' 12 ',
    '12 ',
    '0x10',
    '12abc',
    '-0',
    '+5',
    '٣',
    'Infinity',
    '12\n',
    '99999999999999999999',
  ]) {
    assert.deepEqual(problemsOf({ SYNC_INTERVAL_SECONDS: wrong }), [
      `SYNC_INTERVAL_SECONDS must be a whole number from 1 to 86400, not "${wrong}"`,
    ]);
  }
  assert.equal(readEnvironment({ SYNC_INTERVAL_SECONDS: '007' }).syncIntervalMs, 7000);
  for (const [word, value] of [
    ['TRUE', true],
    ['1', true],
    ['False', false],
    ['0', false],
  ] as const) {
    assert.equal(readEnvironment({ VIGIE_ALLOW_FIXED_CLOCK: word }).allowFixedClock, value);
  }
  for (const wrong of ['yes', ' 1', '01', 'null', 'constructor', '__proto__']) {
    assert.deepEqual(problemsOf({ VIGIE_ALLOW_FIXED_CLOCK: wrong, LOG_LEVEL: wrong }).length, 2, wrong);
  }
  assert.equal(problemsOf({ VIGIE_NOW: '2024-13-01T00:00:00Z', OTEL_TRACES_SAMPLER_ARG: '-0' }).length, 2);
});

test('names what cannot be had and what is refused together, in the order of the table, in French too', () => {
  assert.deepEqual(
    problemsOf(
      { ODOO_API_KEY: 'é', ATERA_API_KEY: 'x', ATERA_API_KEY_FILE: '/nowhere', PORT: 'x', ODOO_DB: 'a b' },
      'fr'
    ),
    [
      'PORT doit être un nombre entier de 0 à 65535, et non « x »',
      'ATERA_API_KEY et ATERA_API_KEY_FILE sont définies toutes les deux : gardez-en une',
      'ODOO_DB doit contenir au moins 1 caractère ASCII imprimable, sans espace, et non « a b »',
      'ODOO_API_KEY doit contenir au moins 1 caractère ASCII imprimable, sans espace',
      'ODOO_URL doit accompagner ODOO_DB et ODOO_API_KEY : Odoo est lu avec ces trois variables',
    ]
  );
});

test('a wrong secret is named but never shown', () => {
  const problems = problemsOf({
    VIGIE_BOOTSTRAP_TOKEN: 'short-secret',
    DATABASE_URL: `mysql://vigie:${SECRET}@db/vigie`,
  });
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? '', /^VIGIE_BOOTSTRAP_TOKEN must hold at least 32 printable ASCII characters/);
  assert.match(problems[1] ?? '', /^DATABASE_URL must be a postgres:\/\/ address/);
  assert.doesNotMatch(problems.join('\n'), /short-secret|never-be-shown/);
});

test('a secret comes from a file as well, without its last line break', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-environment-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'key');
  await writeFile(file, `${SECRET}\n`);
  assert.equal(readEnvironment({ ATERA_API_KEY_FILE: file }).atera.apiKey, SECRET);
  assert.match(problemsOf({ ATERA_API_KEY_FILE: file, ATERA_API_KEY: 'x' })[0] ?? '', /both set/);
});

test('a secret file that gives nothing is named with its variable and the reason', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-environment-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'key');
  const problem = () => problemsOf({ ATERA_API_KEY_FILE: file }).join('\n');
  const sentence = (reason: string) =>
    `ATERA_API_KEY cannot be had: the file that ATERA_API_KEY_FILE names (${file}) ${reason}`;
  assert.equal(problem(), sentence('does not exist'));
  await writeFile(file, '\n');
  assert.equal(problem(), sentence('is empty'));
  await writeFile(file, Buffer.from('\ufeffkey', 'utf16le'));
  assert.equal(problem(), sentence('is encoded in UTF-16: save it as UTF-8'));
  await writeFile(file, Buffer.from('cl\xe9', 'latin1'));
  assert.equal(problem(), sentence('is not encoded in UTF-8 (line 1): save it as UTF-8'));
  await rm(file);
  await mkdir(file);
  assert.equal(problem(), sentence('is a folder'));
});

test('a secret file from Windows is read without its byte order mark and line break', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-environment-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'key');
  await writeFile(file, `\ufeff${SECRET}\r\n`);
  assert.equal(readEnvironment({ ATERA_API_KEY_FILE: file }).atera.apiKey, SECRET);
});

test('a wrong value that comes from a file is named with the file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'vigie-environment-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'token');
  await writeFile(file, 'short-secret');
  const [problem = ''] = problemsOf({ VIGIE_BOOTSTRAP_TOKEN_FILE: file });
  assert.match(problem, /^VIGIE_BOOTSTRAP_TOKEN must hold at least 32 .*VIGIE_BOOTSTRAP_TOKEN_FILE names, .*token\)$/);
  assert.doesNotMatch(problem, /short-secret/);
});

test('a wrong secret key says what it looks like and how to make one, without a letter of it', () => {
  const cases: [string, RegExp][] = [
    ['not a key!', /this is not base64/],
    [Buffer.alloc(16, 7).toString('base64'), /this is 16 bytes/],
    ['ab'.repeat(32), /this is hexadecimal/],
  ];
  for (const [value, form] of cases) {
    const problem = problemsOf({ VIGIE_SECRET_KEY: value }).join('\n');
    assert.match(problem, /^VIGIE_SECRET_KEY must be 32 bytes in base64, .*openssl rand -base64 32/);
    assert.match(problem, form);
    assert.ok(!problem.includes(value));
  }
});

test('HOST is a name or an address alone', () => {
  for (const host of ['0.0.0.0', '::1', '::', 'fe80::1%eth0', 'localhost', 'vigie.example.com', 'my_container']) {
    assert.equal(readEnvironment({ HOST: host }).host, host);
  }
  for (const host of ['http://0.0.0.0', '127.0.0.1:8787', '[::1]', ' ', 'a b', '-x', '*', 'é', '1.2.3.4/24']) {
    const [problem] = problemsOf({ HOST: host });
    assert.equal(
      problem,
      `HOST must be a host name or an IP address alone, such as 127.0.0.1: no scheme, port or brackets, not "${host}"`
    );
  }
});

test('the log learns every secret, the password of an address included', () => {
  const { secrets } = readEnvironment({ DATABASE_URL: 'postgres://vigie:p%40ss-word@db/vigie', ATERA_API_KEY: SECRET });
  assert.deepEqual(secrets, ['postgres://vigie:p%40ss-word@db/vigie', 'p%40ss-word', 'p@ss-word', SECRET]);
});

test('proxies are checked, and their passwords hidden', () => {
  assert.deepEqual(problemsOf({ https_proxy: 'vigie:hush-hush@proxy:3128' }), [
    'https_proxy must be the http:// or https:// address of a proxy, e.g. http://proxy.example.com:3128',
  ]);
  assert.deepEqual(readEnvironment({ HTTP_PROXY: 'http://vigie:hush-hush@proxy:3128' }).secrets, [
    'hush-hush',
    'hush-hush',
  ]);
});

test('an unknown name of ours gets a warning with the nearest known one', () => {
  const { warnings } = readEnvironment({ ATERA_APIKEY: 'x', VIGIE_DATADIR: 'y', HOME: '/root' });
  assert.equal(warnings.length, 2);
  assert.match(warnings[0]?.en ?? '', /ATERA_APIKEY is not known.*Did you mean ATERA_API_KEY\?/);
  assert.match(warnings[1]?.en ?? '', /VIGIE_DATADIR is not known.*Did you mean VIGIE_DATA_DIR\?/);
});

test('docs/configuration.md is what the table of variables gives', async () => {
  assert.equal(
    await readFile(CONFIGURATION_PAGE, 'utf8'),
    configurationPage(),
    'stale: run npm run docs:configuration'
  );
});

test('Odoo is connected by all of its variables, or not at all', () => {
  assert.equal(readEnvironment({}).odoo, undefined);
  const given = { ODOO_URL: 'https://odoo.example/', ODOO_DB: 'vigie', ODOO_API_KEY: SECRET };
  assert.deepEqual(readEnvironment(given).odoo, {
    url: 'https://odoo.example',
    appUrl: 'https://odoo.example',
    database: 'vigie',
    login: undefined,
    apiKey: SECRET,
  });
  assert.ok(readEnvironment(given).secrets.includes(SECRET));
  assert.equal(readEnvironment({ ...given, ODOO_APP_URL: 'https://erp.example' }).odoo?.appUrl, 'https://erp.example');
  assert.deepEqual(problemsOf({ ODOO_API_KEY: SECRET, ODOO_URL: 'https://odoo.example' }), [
    'ODOO_DB must be given with ODOO_URL and ODOO_API_KEY: Odoo is read with all of them',
  ]);
  const [warning] = readEnvironment({ ODOO_DATABASE: 'vigie' }).warnings;
  assert.match(warning?.en ?? '', /ODOO_DATABASE is not known and has no effect/);
});

test('traces are recorded where a collector is named, at the address it takes them at', () => {
  const tracing = (env: Record<string, string>) => readEnvironment(env).traces;
  const base = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/' };
  assert.equal(tracing({}), undefined);
  assert.equal(tracing({ OTEL_TRACES_SAMPLER: 'always_on', OTEL_SERVICE_NAME: 'x' }), undefined);
  assert.equal(tracing({ ...base, OTEL_SDK_DISABLED: 'true' }), undefined);
  assert.deepEqual(tracing(base), {
    url: 'http://127.0.0.1:4318/v1/traces',
    headers: {},
    serviceName: 'vigie',
    sampler: 'parentbased_always_on',
    ratio: 1,
    sendEveryMs: 5_000,
  });
  const whole = 'https://traces.example/otlp/traces';
  assert.equal(tracing({ ...base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole })?.url, whole);
  const headers = ' Authorization = Bearer%20a%2Cb= , X-Org=7';
  assert.deepEqual(tracing({ ...base, OTEL_EXPORTER_OTLP_HEADERS: headers })?.headers, {
    Authorization: 'Bearer a,b=',
    'X-Org': '7',
  });
});

test('what no collector could be reached with is named, and no header shown', () => {
  const problems = problemsOf({
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://user:${SECRET}@127.0.0.1:4318`,
    OTEL_EXPORTER_OTLP_HEADERS: `x-org=7,${SECRET}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
    OTEL_TRACES_SAMPLER: 'jaeger_remote',
    OTEL_TRACES_SAMPLER_ARG: '1.5',
  });
  assert.deepEqual(problems, [
    'OTEL_EXPORTER_OTLP_ENDPOINT must not carry a user name or password, not "http://…@127.0.0.1:4318"',
    'OTEL_EXPORTER_OTLP_HEADERS must hold headers as name=value between commas, percent-encoded ' +
      '(Authorization=Bearer%20…): number 2 is none',
    'OTEL_EXPORTER_OTLP_PROTOCOL must be one of http/json, not "grpc"',
    'OTEL_TRACES_SAMPLER must be one of always_on, always_off, traceidratio, parentbased_always_on, ' +
      'parentbased_always_off, parentbased_traceidratio, not "jaeger_remote"',
    'OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1, e.g. 0.1, not "1.5"',
  ]);
  for (const wrong of ['x=%E0%A4%A', 'x=a%0D%0Ab', 'x y=1', '=1', 'x=é']) {
    assert.equal(problemsOf({ OTEL_EXPORTER_OTLP_HEADERS: wrong }).length, 1, wrong);
  }
});
