import { readSetting } from '../../../grafana/single-sign-on/org-mapping.ts';
import { type Check, ok, warning } from '../../check.ts';
import type { GrafanaSettingsBag } from './settings-bag.ts';
import { notAsShipped } from './shipped.ts';
import { GRAFANA_TEXTS as TEXTS, type SettingName } from './texts.ts';

/** Settings that must be off wherever clients log in. Names as in Grafana's `conf/defaults.ini`. */
const MUST_BE_OFF: readonly SettingName[] = [
  'users.allow_sign_up',
  'users.auto_assign_org',
  'users.allow_org_create',
  'users.viewers_can_edit',
  'auth.anonymous.enabled',
  'public_dashboards.enabled',
  'snapshots.enabled',
  'snapshots.external_enabled',
  'security.disable_brute_force_login_protection',
];

/** Plugins without Grafana's signature that may be loaded: the app, and those nested in it. */
const OUR_PLUGINS = [
  'agitel-vigie-app',
  'agitel-vigie-datasource',
  'agitel-vigie-list-panel',
  'agitel-vigie-clients-panel',
];
/** How the ways to log in call "makes an account for anyone who comes". */
const SIGN_UP_KEYS = ['allow_sign_up', 'auto_sign_up'];

/**
 * What `[auth.jwt]` must hold for the links of screens to log in, and to log in as nobody else, in Grafana's own names and
 * texts (`conf/defaults.ini`). A new account of a link is the matter of `signUps`.
 */
const FOR_LINKS: Readonly<Record<string, string>> = {
  header_name: 'X-JWT-Assertion',
  url_login: 'true',
  username_claim: 'sub',
  expect_claims: '{"aud": "vigie-screen"}',
  skip_org_role_sync: 'true',
  allow_assign_grafana_admin: 'false',
};

/** What in a Grafana server's settings lets strangers in or data out, or keeps screens out. */
export function checkSettings(bag: GrafanaSettingsBag): Check[] {
  const isOn = (section: string, key: string): boolean => bag[section]?.[key] === 'true';
  const open = MUST_BE_OFF.filter((name) => isOn(...split(name)));
  const warnings = [
    ...open.map((name) => warning('grafana', TEXTS.on(name), TEXTS.turnOff(...split(name)))),
    ...signUps(bag, isOn),
    ...linkSettings(bag, isOn),
    ...foreignPlugins(bag),
    ...openMetrics(bag, isOn),
  ];
  const differing = notAsShipped(bag);
  return [
    ...(warnings.length > 0 ? warnings : [ok('grafana', TEXTS.closed())]),
    ...(differing.length > 0 ? [warning('grafana', TEXTS.notAsShipped(differing.length), TEXTS.ship(differing))] : []),
  ];
}

/** Section and key; sections may have dots, keys have none. */
function split(name: SettingName): [section: string, key: string] {
  const dot = name.lastIndexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}

/** Whether only people of named groups get in: that is what single sign-on is for. */
function takesGroupsOnly(bag: GrafanaSettingsBag, section: string): boolean {
  const settings = bag[section] ?? {};
  const lines = readSetting(settings['org_mapping']);
  return (
    settings['role_attribute_strict'] === 'true' &&
    settings['skip_org_role_sync'] !== 'true' &&
    (settings['role_attribute_path'] ?? '') === '' &&
    lines.length > 0 &&
    lines.every(({ group }) => group !== '*')
  );
}

function signUps(bag: GrafanaSettingsBag, isOn: (section: string, key: string) => boolean): Check[] {
  return Object.keys(bag)
    .filter((section) => section.startsWith('auth.') && isOn(section, 'enabled') && !takesGroupsOnly(bag, section))
    .flatMap((section) =>
      SIGN_UP_KEYS.filter((key) => isOn(section, key)).map((key) =>
        warning('grafana', TEXTS.signUpThrough(section), TEXTS.turnOff(section, key))
      )
    );
}

/** Settings of the links of screens that are not as we ship them; nothing where Grafana takes no links. */
function linkSettings(bag: GrafanaSettingsBag, isOn: (section: string, key: string) => boolean): Check[] {
  if (!isOn('auth.jwt', 'enabled')) {
    return [];
  }
  const compact = (text: string): string => text.replaceAll(/\s/g, '');
  return Object.entries(FOR_LINKS)
    .filter(([key, value]) => compact(bag['auth.jwt']?.[key] ?? '') !== compact(value))
    .map(([key, value]) => warning('grafana', TEXTS.linkSetting(key), TEXTS.set('auth.jwt', key, value)));
}

/** Grafana's metrics name organisations, data sources and log-ins by the number; without a password they are open to anybody. */
function openMetrics(bag: GrafanaSettingsBag, isOn: (section: string, key: string) => boolean): Check[] {
  const { basic_auth_username: user = '', basic_auth_password: password = '' } = bag['metrics'] ?? {};
  const isOpen = isOn('metrics', 'enabled') && (user === '' || password === '');
  return isOpen ? [warning('grafana', TEXTS.openMetrics(), TEXTS.closeMetrics())] : [];
}

function foreignPlugins(bag: GrafanaSettingsBag): Check[] {
  if (bag['DEFAULT']?.['app_mode'] === 'development') {
    return [warning('grafana', TEXTS.developmentMode(), TEXTS.productionMode())];
  }
  const allowed = (bag['plugins']?.['allow_loading_unsigned_plugins'] ?? '').split(/[\s,]+/).filter(Boolean);
  const foreign = allowed.filter((plugin) => !OUR_PLUGINS.includes(plugin));
  return foreign.length === 0 ? [] : [warning('grafana', TEXTS.unsigned(foreign), TEXTS.onlyOurs(OUR_PLUGINS))];
}
