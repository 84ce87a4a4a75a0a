import type { Plan } from '../plan/change.ts';
import { type AlertingApi, isOurs, type Org } from './alerting-api.ts';
import type { MessageTemplate } from './generated.ts';

/** The texts of the messages. */
export async function planTemplate(api: AlertingApi, org: Org, wanted: MessageTemplate): Promise<Plan> {
  const actual = await api.findTemplate(org, wanted.name);
  if (actual?.template === wanted.template) {
    return { changes: [], notes: [] };
  }
  if (actual && !isOurs(actual)) {
    const problem = `"${org.name}" has a notification template "${wanted.name}" that Vigie did not make: rename it, then run this again.`;
    return { changes: [], notes: [], problems: [problem] };
  }
  return {
    changes: [
      {
        action: actual ? 'update' : 'create',
        object: `notification template ${wanted.name}`,
        org: org.name,
        detail: 'texts of the messages',
        basis: { from: actual, to: wanted },
        apply: () => api.writeTemplate(org, wanted, actual),
      },
    ],
    notes: [],
  };
}
