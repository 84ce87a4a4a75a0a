import type { Server } from '../../../grafana/api/server.ts';
import { type EnterpriseGroups, mappingLines } from '../../../grafana/single-sign-on/groups.ts';
import { type MappingLine, readSetting, writeLine, writeSetting } from '../../../grafana/single-sign-on/org-mapping.ts';
import type { SignOnProvider } from '../../../grafana/single-sign-on/server-settings.ts';
import { NEEDED_SETTINGS, type NeededSetting, SECTIONS_WITH_PATH } from '../../../grafana/single-sign-on/settings.ts';
import { type Check, failed, ok, warning } from '../../check.ts';
import { SIGN_ON_TEXTS as TEXTS } from './single-sign-on-texts.ts';
import { GRAFANA_TEXTS } from './texts.ts';

const PART = 'sign-on';

export interface SignOnWorld {
  /** Enterprises whose groups the rules name. */
  enterprises: readonly EnterpriseGroups[];
  /** Numbers of all organisations of enterprises, with groups or without. */
  tenants: readonly { orgId: number; org: string }[];
  /** What Grafana calls its organisations. */
  orgs: Server['orgs'];
  /** Undefined where the user may not read them. */
  providers: readonly SignOnProvider[] | undefined;
}

/**
 * Compares the log-ins of a Grafana server with the groups that the rules name. Lines for other organisations are the operator's own.
 * @returns nothing where neither the rules nor the server know of a log-in elsewhere
 */
export function checkSingleSignOn(world: SignOnWorld): Check[] {
  const { enterprises, providers } = world;
  const isWanted = enterprises.length > 0;
  if (providers === undefined) {
    return isWanted ? [warning(PART, TEXTS.unreadable(), TEXTS.allowReading())] : [];
  }
  if (providers.length === 0) {
    return isWanted ? [warning(PART, TEXTS.noProvider(), TEXTS.plan())] : [];
  }
  return providers.flatMap((provider) => {
    const found = [...mappingChecks(provider, world), ...settingChecks(provider, isWanted)];
    return found.length === 0 && isWanted ? [ok(PART, TEXTS.asWanted(provider.section))] : found;
  });
}

/** Lines that should be there, and lines that lead people of elsewhere into an enterprise or people of an enterprise elsewhere. */
function mappingChecks({ section, settings }: SignOnProvider, world: SignOnWorld): Check[] {
  const wanted = mappingLines(world.enterprises);
  const actual = readSetting(settings['org_mapping']).map((line) => ({ ...line, org: numberOf(line.org, world) }));
  const has = (lines: readonly MappingLine[], line: MappingLine): boolean =>
    lines.some((other) => writeLine(other) === writeLine(line));
  const missing = wanted.filter((line) => !has(actual, line));
  const tenants = new Map(world.tenants.map(({ orgId, org }) => [String(orgId), org]));
  const clientGroups = new Set(wanted.map(({ group }) => group));
  const foreign = actual.filter(
    (line) =>
      !has(wanted, line) &&
      line.role !== 'None' &&
      (line.org === '*' || tenants.has(line.org) || clientGroups.has(line.group))
  );
  return [
    ...(missing.length === 0
      ? []
      : [
          warning(PART, TEXTS.missing(section, missing.map(writeLine)), TEXTS.addLines(section, writeSetting(missing))),
        ]),
    ...foreign.map((line) =>
      failed(PART, TEXTS.foreign(section, line, tenants.get(line.org) ?? nameOf(line.org, world)), TEXTS.removeLine())
    ),
  ];
}

/** The number of an organisation that a line names in one way or the other (`getOrgIDForInternalMapping`). */
function numberOf(org: string, { orgs }: SignOnWorld): string {
  const isNumber = /^[+-]?\d+$/.test(org);
  const byName = [...orgs.values()].find(({ name }) => name === org);
  return isNumber ? String(Number(org)) : org === '*' || byName === undefined ? org : String(byName.id);
}

function nameOf(org: string, { orgs }: SignOnWorld): string {
  return org === '*' ? '*' : (orgs.get(Number(org))?.name ?? org);
}

/** What lets people in who are in no group, or gives them more than the mapping says. */
function settingChecks({ section, settings }: SignOnProvider, isWanted: boolean): Check[] {
  const value = (key: string): string => {
    const found = settings[key];
    return typeof found === 'string' || typeof found === 'boolean' ? String(found) : '';
  };
  const needed = Object.entries(NEEDED_SETTINGS) as [NeededSetting, string][];
  const differing = needed.filter(([key, text]) => (value(key) || 'false') !== text);
  const skipsRoles = value('skip_org_role_sync') === 'true';
  // Whose roles are given by hand needs no mapping, unless the rules want one.
  const counting = skipsRoles && !isWanted ? [] : differing;
  return [
    ...counting.map(([key, text]) => warning(PART, TEXTS.setting(section, key), GRAFANA_TEXTS.set(section, key, text))),
    ...(isWanted && SECTIONS_WITH_PATH.includes(section) && value('org_attribute_path') === ''
      ? [warning(PART, TEXTS.noPath(section), GRAFANA_TEXTS.set(section, 'org_attribute_path', 'groups'))]
      : []),
    ...(isWanted && value('role_attribute_path') !== ''
      ? [warning(PART, TEXTS.rolePath(section), TEXTS.clearRolePath(section))]
      : []),
  ];
}
