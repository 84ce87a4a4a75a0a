import { siteId } from '../../../counters/sites/site-identity.ts';
import type { DatasetDescription } from '../../../datasets/engine/catalogue.ts';
import type { ProbeRequest } from '../channels/channel.ts';
import type { Target } from '../world.ts';

/** How hard one tenant is tried: everything known, or the few ways that a mistake would most likely open. */
export type Effort = 'thorough' | 'brief';

/** Values of a parameter that names enterprises, each made to widen what it may only narrow. */
export function enterpriseValues({ own, foreign }: Target, effort: Effort): unknown[] {
  const [first = ''] = foreign;
  const brief = [[own, first], ['%'], first, foreign];
  if (effort === 'brief') {
    return brief;
  }
  return [
    ...brief,
    // Emptiness in all its forms.
    ...['', null, [], [''], [null], ['', null, first]],
    // Lists in the spellings that dashboards and programs give them.
    ...foreign.flatMap((name) => [[name], [name, own], `{${own},${name}}`, `${own}|${name}`, `${own},${name}`]),
    ...[JSON.stringify([own, first]), `'${own}','${first}'`, [[own], [first]], [[first]]],
    // Wildcards and regular expressions.
    ...[
      '*',
      'all',
      '$__all',
      '_'.repeat(own.length),
      `${own.slice(0, 1)}%`,
      '.*',
      '/.*/i',
      '^.*$',
      `(${own}|${first})`,
    ],
    // What a collation or a careless comparison takes for the same.
    ...[own, first].flatMap(lookalikes),
    // SQL.
    ...[`${own}' OR '1'='1`, `${own}" OR ""="`, `${own}') OR 1=1 -- `, `${own}\\' OR 1=1#`, `${own}';SELECT 1;--`],
    ...[`${own}/**/`, `' UNION SELECT enterprise, code FROM sites -- `, 'COALESCE(enterprise)'],
    // Bytes that end, hide or turn a text.
    ...[`${own}\0${first}`, '\0', `${own}\u200d`, `\ufeff${first}`, `\u202e${first}`, '\ud800', `${first}\n`],
    // Encodings that somebody might undo once too often.
    ...[
      encodeURIComponent(first),
      twicePercent(first),
      utf7(first),
      `&#${first.codePointAt(0) ?? 65};${first.slice(1)}`,
    ],
    ...[Buffer.from(first).toString('base64'), `../${first}`, `${own}/../${first}`],
    // What is no text at all.
    ...[true, 0, -1, 1e308, { in: foreign }, { $ne: own }, { length: 1, 0: first }, { toString: first }],
    'A'.repeat(20_000),
  ];
}

/** Spellings that are not the name but look like it. */
export function lookalikes(name: string): string[] {
  const spellings = [
    name.toLowerCase(),
    name.toUpperCase(),
    `${name} `,
    ` ${name}`,
    `${name}\u00a0`,
    `${name}\t`,
    name.normalize('NFD'),
    name.normalize('NFC'),
    name.normalize('NFD').replaceAll(/\p{M}/gu, ''),
    name.replaceAll(/[aA]/g, 'à'),
    name.replaceAll('A', '\u0410'),
    name.replaceAll(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)),
    name.replaceAll(/s/gi, 'ſ'),
  ];
  return [...new Set(spellings)].filter((spelling) => spelling !== name);
}

const twicePercent = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%25${byte.toString(16).padStart(2, '0')}`).join('');

const utf7 = (text: string): string =>
  `+${Buffer.from(text, 'utf16le').swap16().toString('base64').replaceAll('=', '')}-`;

type Parameter = DatasetDescription['parameters'][number];

/** Values of any other parameter: those it takes, and those it should not. */
export function parameterValues(parameter: Parameter, { foreignSites }: Target): unknown[] {
  if (parameter.choices !== undefined) {
    return [...parameter.choices.map(({ value }) => value), '*', parameter.choices.map(({ value }) => value)];
  }
  const [site] = foreignSites;
  switch (parameter.type) {
    case 'string':
      return [site?.code ?? '*', site?.city ?? '*', site?.enterprise ?? '*', '%', '', "' OR '1'='1", '.*', '\0'];
    case 'boolean':
      return [true, false, 'yes'];
    case 'date':
    case 'date-time':
      return ['0001-01-01', '9999-12-31', "2024-01-01' OR 1=1"];
    case 'integer':
    case 'number':
      return [parameter.maximum ?? 1_000, Number.MAX_SAFE_INTEGER, -1, '1 OR 1=1'];
  }
}

/** Parameters that no dataset has. */
export function unknownParameters({ foreign }: Target): Record<string, unknown>[] {
  return ['enterprises', 'tenant', 'access', 'token', 'constructor', 'Enterprise', 'enterprise '].map((name) => ({
    [name]: foreign,
  }));
}

/** Names of datasets that do not exist, or not for a tenant. */
export const DATASET_NAMES = ['', 'COUNTERS.SITES', 'counters.sites ', '../counters.sites', '__proto__', 'constructor'];

/** Time zones that are none. */
export const TIMEZONES = ["Europe/Paris' OR '1'='1", '../../etc/localtime'];

/** Headers that a browser could send to pass for somebody else. */
export function forgedHeaders({ foreign }: Target): Record<string, string>[] {
  const name = encodeURIComponent(foreign[0] ?? '');
  return [
    { 'x-vigie-user': 'admin', 'x-vigie-role': 'Admin', 'x-vigie-org': '1' },
    { 'x-vigie-enterprise': name, 'x-vigie-enterprises': name, 'x-vigie-scopes': 'admin', 'x-vigie-token': 'local' },
    { 'x-grafana-org-id': '1', 'x-grafana-user': 'admin', 'x-grafana-id': 'admin', cookie: 'grafana_session=1' },
    { 'x-forwarded-for': '127.0.0.1', forwarded: 'for=127.0.0.1', 'x-real-ip': '127.0.0.1', via: '1.1 localhost' },
    { 'x-original-url': '/v1/tokens', 'x-rewrite-url': '/v1/tokens', 'x-http-method-override': 'DELETE' },
    { 'x-dataset': 'tickets.list', 'content-language': name, 'accept-language': name, range: 'bytes=0-' },
  ];
}

/** Requests for lists of sites; whatever comes back must be the tenant's own. */
export function siteLists({ own, foreign }: Target, effort: Effort): string[] {
  const names = foreign.map(encodeURIComponent);
  const [first = ''] = names;
  const brief = ['', '?limit=1000', `?enterpriseName=${first}`, `?search=${first}`];
  if (effort === 'brief') {
    return brief;
  }
  const [plain = ''] = foreign;
  return [
    ...brief,
    ...names.map((name) => `?enterprise=${name}`),
    ...lookalikes(plain).map((name) => `?enterpriseName=${encodeURIComponent(name.toWellFormed())}`),
    `?enterprise=${encodeURIComponent(own)}&enterprise=${first}`,
    `?enterpriseName=${encodeURIComponent(own)}&enterpriseName=${first}`,
    `?enterpriseName[]=${first}`,
    `?enterprise[]=${first}`,
    `?enterprise%5B%5D=${first}`,
    `?enterprise[$ne]=${encodeURIComponent(own)}`,
    '?enterprise=%25',
    '?enterprise=%2525',
    '?enterprise=%00',
    '?enterprise=%c1%81%c0%af',
    '?enterprise=%ff%fe',
    `?enterprise=${encodeURIComponent(utf7(plain))}`,
    `?ENTERPRISE=${first}`,
    `;enterprise=${first}`,
    `?search=%00&limit=1000`,
    '?limit=9999&offset=0',
    '?offset=-1',
    '?offset=1e3',
    `?sort=enterprise&direction=asc&limit=1000`,
    "?sort=enterprise'--",
  ];
}

/** Addresses of sites that are not the tenant's, and what merely looks like one; none may give a site. */
export function sitePaths({ own, foreignSites }: Target, effort: Effort): string[] {
  const ids = foreignSites.map(siteId);
  const [site] = foreignSites;
  if (effort === 'brief' || site === undefined) {
    return ids.slice(0, 1);
  }
  const encode = (value: unknown, encoding: BufferEncoding = 'base64url'): string =>
    encodeURIComponent(Buffer.from(JSON.stringify(value)).toString(encoding));
  const { enterprise, code } = site;
  const id = siteId(site);
  return [
    ...ids,
    ...[`${id}=`, `${id}%3D`, `${id}==`, `%20${id}`, `${id}%20`, `${id}%00`, `${id}/`, `${id}/.`, `./${id}`, `//${id}`],
    ...[`x/../${id}`, `x%2f..%2f${id}`, `..%2fsites%2f${id}`, `%2e%2e/sites/${id}`, `${id}?x=1`, `${id};x=1`],
    ...[encode([enterprise, code], 'base64'), encode([enterprise, code, own]), encode([own, enterprise, code])],
    ...[encode([[enterprise], code]), encode({ 0: enterprise, 1: code, length: 2 }), encode({ enterprise, code })],
    ...[encode(enterprise), encode([enterprise]), encode([enterprise, '%']), encode([`${enterprise} `, code])],
    ...lookalikes(own).map((name) => encode([name.toWellFormed(), code])),
    ...lookalikes(enterprise).map((name) => encode([name.toWellFormed(), code])),
    ...[encode(['%', '%']), encode([`${own}' OR '1'='1`, code]), '..', '%2e%2e', '__proto__', '*'],
  ];
}

/**
 * Requests that a tenant's token must not be allowed. Should one be, it still changes nothing: what it sends is not valid.
 */
export function refusedRequests({ foreign, foreignSites }: Target): ProbeRequest[] {
  const [enterprise = ''] = foreign;
  const id = foreignSites[0] === undefined ? 'x' : siteId(foreignSites[0]);
  const json = (body: unknown): Pick<ProbeRequest, 'headers' | 'body'> => ({
    headers: { 'content-type': 'application/json', 'x-vigie-user': 'admin', 'x-vigie-role': 'Admin' },
    body: JSON.stringify(body),
  });
  const ifMatch = '"isolation-self-test"';
  const patch = json({});
  return [
    { method: 'POST', path: 'sites', ...json({ enterprise, code: '' }) },
    { method: 'PATCH', path: `sites/${id}`, ...patch, headers: { ...patch.headers, 'if-match': ifMatch } },
    { method: 'POST', path: 'audit', ...json({ action: 'none' }) },
    { method: 'POST', path: 'tokens', ...json({ name: '', scopes: [] }) },
    { method: 'POST', path: 'connections', ...json({}) },
    { method: 'POST', path: 'sync', ...json({ full: 'no' }) },
    ...['tokens', 'connections', 'audit', 'doctor', 'grafana/orgs', 'counters/examination', 'secrets'].map((path) => ({
      method: 'GET',
      path,
      headers: { 'x-vigie-user': 'admin', 'x-vigie-role': 'Admin' },
    })),
  ];
}
