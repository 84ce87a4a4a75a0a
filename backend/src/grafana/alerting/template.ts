import type { LocalizedText } from '../../domain/tickets/labels.ts';
import type { Plan } from '../plan/change.ts';
import { type AlertingApi, isOurs, type Org } from './alerting-api.ts';
import type { MessageTemplate } from './generated.ts';

/** What a template holds. */
export const MESSAGE_TEXTS: LocalizedText = { fr: 'textes des messages', en: 'texts of the messages' };

/** The texts of the messages. */
export async function planTemplate(api: AlertingApi, org: Org, wanted: MessageTemplate): Promise<Plan> {
  const actual = await api.findTemplate(org, wanted.name);
  if (actual?.template === wanted.template) {
    return { changes: [], notes: [] };
  }
  if (actual && !isOurs(actual)) {
    const problem = {
      fr: `« ${org.name} » a un modèle de message « ${wanted.name} » que Vigie n’a pas créé : renommez-le, puis recommencez.`,
      en: `"${org.name}" has a notification template "${wanted.name}" that Vigie did not make: rename it, then run this again.`,
    };
    return { changes: [], notes: [], problems: [problem] };
  }
  return {
    changes: [
      {
        action: actual ? 'update' : 'create',
        object: `notification template ${wanted.name}`,
        org: org.name,
        detail: MESSAGE_TEXTS,
        basis: { from: actual, to: wanted },
        apply: () => api.writeTemplate(org, wanted, actual),
      },
    ],
    notes: [],
  };
}
