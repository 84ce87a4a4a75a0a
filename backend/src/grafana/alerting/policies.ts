import { differences, type Plan } from '../change.ts';
import type { GrafanaClient } from '../client.ts';
import { holds } from './compare.ts';
import { isOurs, type Org, PATHS, type StoredPolicies } from './endpoints.ts';
import type { PolicyTree } from './generated.ts';

/** What a new organisation has. Source: Grafana 12.2, `pkg/setting/setting_unified_alerting.go`. */
const FACTORY: PolicyTree = { receiver: 'grafana-default-email', group_by: ['grafana_folder', 'alertname'] };

/**
 * An organisation has one tree of policies. It becomes Vigie's only while it is as Grafana makes it; one that a person or
 * another program has shaped stays, and a note says what it lacks.
 */
export function planPolicies(client: GrafanaClient, org: Org, actual: StoredPolicies, wanted: PolicyTree): Plan {
  if (holds(actual, wanted)) {
    return { changes: [], notes: [] };
  }
  const asMade = actual.provenance === undefined && !actual.routes && holds(actual, FACTORY);
  if (!asMade && !isOurTree(actual, wanted.receiver)) {
    const note = `The notification policies of "${org.name}" are somebody's own and stay as they are: lead the alerts of the folder Vigie to the contact point "${wanted.receiver}" there.`;
    return { changes: [], notes: [note] };
  }
  return {
    changes: [
      {
        action: 'update',
        object: 'notification policies',
        org: org.name,
        detail: differences(actual, wanted).join(', '),
        apply: () => client.send('PUT', PATHS.policies, { orgId: org.id, body: wanted }),
      },
    ],
    notes: [],
  };
}

/** Whether the tree is one that Vigie made, now or in an earlier version: those never had routes below the root. */
export function isOurTree(actual: StoredPolicies, receiver: string): boolean {
  return isOurs(actual) && actual.receiver === receiver && !actual.routes;
}
