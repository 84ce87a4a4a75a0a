import type { Plan } from '../change.ts';
import type { GrafanaClient } from '../client.ts';
import { isOurs, type Org, PATHS, type StoredTemplate } from './endpoints.ts';
import type { MessageTemplate } from './generated.ts';

/** The texts of the messages. */
export async function planTemplate(client: GrafanaClient, org: Org, wanted: MessageTemplate): Promise<Plan> {
  const path = PATHS.template(wanted.name);
  const actual = await client.find<StoredTemplate>(path, { orgId: org.id });
  if (actual?.template === wanted.template) {
    return { changes: [], notes: [] };
  }
  if (actual && !isOurs(actual)) {
    const problem = `"${org.name}" has a notification template "${wanted.name}" that Vigie did not make: rename it, then run this again.`;
    return { changes: [], notes: [], problems: [problem] };
  }
  // Names the version that was read, so that a change made meanwhile is refused instead of lost.
  const body = { template: wanted.template, ...(actual && { version: actual.version }) };
  return {
    changes: [
      {
        action: actual ? 'update' : 'create',
        object: `notification template ${wanted.name}`,
        org: org.name,
        detail: 'texts of the messages',
        apply: () => client.send('PUT', path, { orgId: org.id, body }),
      },
    ],
    notes: [],
  };
}
