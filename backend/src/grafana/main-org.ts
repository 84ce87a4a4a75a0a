import type { Change, Plan } from './change.ts';
import type { GrafanaClient } from './client.ts';

/** File provisioning fills organisation 1: that is the main one. */
export const MAIN_ORG_ID = 1;

/** What a new Grafana calls organisation 1 (`auto_assign_org`); without that setting, after its first administrator. */
const DEFAULT_NAME = 'Main Org.';

/** The main organisation gets its name of the rules, unless a person has named it already. */
export async function planMainOrg(client: GrafanaClient, wanted: string): Promise<Plan> {
  const { name } = await client.get<{ name: string }>(`/api/orgs/${MAIN_ORG_ID}`);
  if (name === wanted) {
    return { changes: [], notes: [] };
  }
  const { login, email } = await client.get<{ login: string; email: string }>('/api/user');
  if (![DEFAULT_NAME, login, email].includes(name)) {
    const note = `Organisation ${MAIN_ORG_ID} is called "${name}", not "${wanted}" (grafana.mainOrg): somebody named it, so it keeps its name.`;
    return { changes: [], notes: [note] };
  }
  const rename: Change = {
    action: 'rename',
    object: `organisation ${MAIN_ORG_ID}`,
    org: wanted,
    detail: `${name} → ${wanted}`,
    apply: () => client.send('PUT', `/api/orgs/${MAIN_ORG_ID}`, { body: { name: wanted } }),
  };
  return { changes: [rename], notes: [] };
}
