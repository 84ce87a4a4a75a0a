import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { type EnterpriseGroups, mappingLines } from './groups.ts';
import { writeLine, writeSetting } from './org-mapping.ts';

/** What a Grafana server needs so that groups of an identity provider lead to their enterprises; Grafana's own names and texts. */
export interface SingleSignOn {
  /** Lines of `org_mapping`, of the organisations that exist. */
  orgMapping: string[];
  /** The same as settings, for each kind of provider. */
  providers: { name: string; section: string; remark: LocalizedText; settings: Record<string, string> }[];
  /** What people should know; one sentence each. */
  notes: LocalizedText[];
}

/** What every provider needs beside the mapping, in each section of `[auth.…]`. */
export const NEEDED_SETTINGS = {
  // Else anyone in no group of the mapping becomes a viewer of the main organisation.
  role_attribute_strict: 'true',
  skip_org_role_sync: 'false',
  allow_assign_grafana_admin: 'false',
} as const;
export type NeededSetting = keyof typeof NEEDED_SETTINGS;

/** Sections that take their groups from where `org_attribute_path` says (`extractOrgs`); the others know where they are. */
export const SECTIONS_WITH_PATH: readonly string[] = ['auth.generic_oauth', 'auth.okta'];

const PROVIDERS = [
  {
    name: 'Microsoft Entra ID',
    section: 'auth.azuread',
    remark: { fr: 'les groupes par leur identifiant d’objet', en: 'groups by their object id' },
  },
  {
    name: 'Keycloak',
    section: 'auth.generic_oauth',
    remark: {
      fr: 'les groupes d’un mappeur « Group Membership » dont la revendication est « groups » ; avec « Full group path », leurs noms commencent par « / »',
      en: 'groups of a mapper "Group Membership" with the claim "groups"; with "Full group path" their names begin with "/"',
    },
  },
  {
    name: 'OpenID Connect',
    section: 'auth.generic_oauth',
    remark: {
      fr: 'org_attribute_path nomme la revendication qui contient les groupes',
      en: 'org_attribute_path names the claim that holds the groups',
    },
  },
] as const;

/** Undefined where no enterprise names groups. */
export function singleSignOn(enterprises: readonly EnterpriseGroups[]): SingleSignOn | undefined {
  const named = enterprises.filter(({ groups }) => groups.length > 0);
  if (named.length === 0) {
    return undefined;
  }
  const lines = mappingLines(named);
  const providers = PROVIDERS.map((provider) => ({
    ...provider,
    settings: {
      org_mapping: writeSetting(lines),
      ...(SECTIONS_WITH_PATH.includes(provider.section) ? { org_attribute_path: 'groups' } : {}),
      ...NEEDED_SETTINGS,
    },
  }));
  return { orgMapping: lines.map(writeLine), providers, notes: [...missing(named), ...shared(named)] };
}

function missing(enterprises: readonly EnterpriseGroups[]): LocalizedText[] {
  return enterprises
    .filter(({ orgId }) => orgId === null)
    .map(({ org }) => ({
      fr: `Les groupes de « ${org} » auront leurs lignes d’org_mapping une fois que « apply » aura créé l’organisation.`,
      en: `The groups of "${org}" get their lines of org_mapping once "apply" has made the organisation.`,
    }));
}

/** Allowed, since one company may own several: but its people see all of them. */
function shared(enterprises: readonly EnterpriseGroups[]): LocalizedText[] {
  const groups = new Set(enterprises.flatMap((enterprise) => enterprise.groups));
  return [...groups].flatMap((group) => {
    const orgs = enterprises.filter((enterprise) => enterprise.groups.includes(group)).map(({ org }) => org);
    return orgs.length > 1
      ? [
          {
            fr: `Les membres du groupe « ${group} » voient plusieurs entreprises : ${orgs.map((org) => `« ${org} »`).join(', ')}.`,
            en: `The people of the group "${group}" see several enterprises: ${orgs.map((org) => `"${org}"`).join(', ')}.`,
          },
        ]
      : [];
  });
}
