import type { GrafanaClient } from '../api/client.ts';
import type {
  AlertingApi,
  ListedRule,
  StoredContactPoint,
  StoredPolicies,
  StoredRuleGroup,
  StoredTemplate,
} from './alerting-api.ts';

const API = '/api/v1/provisioning';

const PATHS = {
  policies: `${API}/policies`,
  contactPoints: `${API}/contact-points`,
  contactPoint: (uid: string) => `${API}/contact-points/${uid}`,
  template: (name: string) => `${API}/templates/${name}`,
  rules: `${API}/alert-rules`,
  rule: (uid: string) => `${API}/alert-rules/${uid}`,
  ruleGroup: (folderUid: string, title: string) =>
    `${API}/folder/${folderUid}/rule-groups/${encodeURIComponent(title)}`,
};

/**
 * Grafana's provisioning API, of 12.2 to 13. It sets the provenance `api` by itself (`X-Disable-Provenance` would make ours look
 * handmade). Source: Grafana 12.2, `pkg/services/ngalert/api/api_provisioning.go` and `provisioning/validation`.
 */
export function createProvisioningApi(client: GrafanaClient): AlertingApi {
  return {
    findPolicies: ({ id: orgId }) => client.find<StoredPolicies>(PATHS.policies, { orgId }),
    writePolicies: ({ id: orgId }, body) => client.send('PUT', PATHS.policies, { orgId, body }),
    resetPolicies: ({ id: orgId }) => client.send('DELETE', PATHS.policies, { orgId }),

    listContactPoints: ({ id: orgId }) => client.get<StoredContactPoint[]>(PATHS.contactPoints, { orgId }),
    writeContactPoint: ({ id: orgId }, body, actual) =>
      actual
        ? client.send('PUT', PATHS.contactPoint(body.uid), { orgId, body })
        : client.send('POST', PATHS.contactPoints, { orgId, body }),
    removeContactPoint: ({ id: orgId }, uid) => client.send('DELETE', PATHS.contactPoint(uid), { orgId }),

    findTemplate: ({ id: orgId }, name) => client.find<StoredTemplate>(PATHS.template(name), { orgId }),
    writeTemplate: ({ id: orgId }, { name, template }, actual) =>
      client.send('PUT', PATHS.template(name), {
        orgId,
        body: { template, ...(actual && { version: actual.version }) },
      }),
    removeTemplate: ({ id: orgId }, name) => client.send('DELETE', PATHS.template(name), { orgId }),

    findRuleGroup: ({ id: orgId }, folderUid, { title }) =>
      client.find<StoredRuleGroup>(PATHS.ruleGroup(folderUid, title), { orgId }),
    writeRuleGroup: ({ id: orgId }, folderUid, body) =>
      client.send('PUT', PATHS.ruleGroup(folderUid, body.title), { orgId, body }),

    listRules: ({ id: orgId }) => client.get<ListedRule[]>(PATHS.rules, { orgId }),
    removeRule: ({ id: orgId }, uid) => client.send('DELETE', PATHS.rule(uid), { orgId }),
  };
}
