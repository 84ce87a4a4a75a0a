import { createEnterpriseNames } from '../../counters/sites/enterprises.ts';
import type { Rules } from '../../domain/rules/rules.ts';
import type { GrafanaOrg } from '../../store/settings/grafana-orgs.ts';
import { CLIENT_ROLE, type MappingLine } from './org-mapping.ts';

/** An enterprise's organisation and the groups whose people belong there. */
export interface EnterpriseGroups {
  /** Name of the organisation. */
  org: string;
  /** Null until it is made. */
  orgId: number | null;
  groups: readonly string[];
}

/** Those that the rules name, with the organisations as they were made. */
export function enterpriseGroups(
  { grafana, counters }: Pick<Rules, 'grafana' | 'counters'>,
  orgs: readonly GrafanaOrg[]
): EnterpriseGroups[] {
  const { canonical } = createEnterpriseNames(counters.enterprises);
  const tenants = grafana.tenants === 'auto' ? [] : grafana.tenants;
  return tenants.flatMap(({ enterprise, org, groups = [] }) => {
    const binding = orgs.find(({ kind, key }) => kind === 'tenant' && key === canonical(enterprise));
    return groups.length === 0 ? [] : [{ org: binding?.orgName ?? org, orgId: binding?.orgId ?? null, groups }];
  });
}

/**
 * The lines of `org_mapping` that bring these groups to their organisations. By number: a name would lead nowhere after somebody renames
 * the organisation, and one of digits alone would be read as a number.
 */
export function mappingLines(enterprises: readonly EnterpriseGroups[]): MappingLine[] {
  return enterprises.flatMap(({ orgId, groups }) =>
    orgId === null ? [] : groups.map((group) => ({ group, org: String(orgId), role: CLIENT_ROLE }))
  );
}
