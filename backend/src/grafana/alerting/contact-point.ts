import { differences, type Plan } from '../change.ts';
import type { GrafanaClient } from '../client.ts';
import { holds } from '../holds.ts';
import { isOurs, type Org, PATHS, type StoredContactPoint } from './endpoints.ts';
import type { EmailContactPoint } from './generated.ts';

/** Where messages go. */
export async function planContactPoint(client: GrafanaClient, org: Org, wanted: EmailContactPoint): Promise<Plan> {
  const all = await client.get<StoredContactPoint[]>(PATHS.contactPoints, { orgId: org.id });
  const actual = all.find(({ uid }) => uid === wanted.uid);
  if (all.some((each) => (each.uid === wanted.uid || each.name === wanted.name) && !isOurs(each))) {
    const problem = `"${org.name}" has a contact point "${wanted.name}" that Vigie did not make: rename it, then run this again.`;
    return { changes: [], notes: [], problems: [problem] };
  }
  if (actual && holds(actual, wanted)) {
    return { changes: [], notes: [] };
  }
  const orgId = org.id;
  return {
    changes: [
      {
        action: actual ? 'update' : 'create',
        object: `contact point ${wanted.name}`,
        org: org.name,
        detail: differences(shown(actual), shown(wanted)).join(', ') || 'its texts',
        apply: () =>
          actual
            ? client.send('PUT', PATHS.contactPoint(wanted.uid), { orgId, body: wanted })
            : client.send('POST', PATHS.contactPoints, { orgId, body: wanted }),
      },
    ],
    notes: [],
  };
}

/** What a reader of the plan knows. */
function shown(point: EmailContactPoint | undefined): object {
  return point ? { name: point.name, addresses: point.settings.addresses.replace(/^;$/, 'nobody') } : {};
}
