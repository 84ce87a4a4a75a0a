import type { LocalizedText } from '../../domain/tickets/labels.ts';
import { differences, type Plan } from '../plan/change.ts';
import { holds } from '../plan/holds.ts';
import { type AlertingApi, isOurs, type Org } from './alerting-api.ts';
import type { EmailContactPoint } from './generated.ts';

/** Where messages go. */
export async function planContactPoint(api: AlertingApi, org: Org, wanted: EmailContactPoint): Promise<Plan> {
  const all = await api.listContactPoints(org);
  const actual = all.find(({ uid }) => uid === wanted.uid);
  if (all.some((each) => (each.uid === wanted.uid || each.name === wanted.name) && !isOurs(each))) {
    const problem = {
      fr: `« ${org.name} » a un point de contact « ${wanted.name} » que Vigie n’a pas créé : renommez-le, puis recommencez.`,
      en: `"${org.name}" has a contact point "${wanted.name}" that Vigie did not make: rename it, then run this again.`,
    };
    return { changes: [], notes: [], problems: [problem] };
  }
  if (actual && holds(actual, wanted)) {
    return { changes: [], notes: [] };
  }
  return {
    changes: [
      {
        action: actual ? 'update' : 'create',
        object: `contact point ${wanted.name}`,
        org: org.name,
        detail: differences(shown(actual), shown(wanted)) ?? { fr: 'ses textes', en: 'its texts' },
        basis: { from: actual, to: wanted },
        apply: () => api.writeContactPoint(org, wanted, actual),
      },
    ],
    notes: [],
  };
}

const NOBODY: LocalizedText = { fr: 'personne', en: 'nobody' };

/** What a reader of the plan knows. */
function shown(point: EmailContactPoint | undefined): object {
  return point
    ? { name: point.name, addresses: point.settings.addresses === ';' ? NOBODY : point.settings.addresses }
    : {};
}
