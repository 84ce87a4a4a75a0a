import { serviceLevels } from '../../../../store/tickets/service-levels.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.sla',
  title: { fr: 'Niveaux de service', en: 'Service levels' },
  description: {
    fr: 'Tickets actifs d’Atera dont la première réponse ou la résolution a dépassé son échéance, ou l’atteint bientôt. Les échéances à venir ne comptent que ce qui n’est pas encore fait ; les tranches sont disjointes.',
    en: 'Active Atera tickets whose first response or resolution is past its due date, or will be soon. Dates to come count only what is not done yet; the buckets are disjoint.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: SCOPE_PARAMETERS,
  columns: {
    kind: { type: 'string', title: { fr: 'Engagement', en: 'Commitment' } },
    breached: { type: 'number', unit: 'short', title: { fr: 'Dépassés', en: 'Breached' } },
    due_1h: { type: 'number', unit: 'short', title: { fr: '≤ 1 h', en: '≤ 1 h' } },
    due_4h: { type: 'number', unit: 'short', title: { fr: '1–4 h', en: '1–4 h' } },
    due_24h: { type: 'number', unit: 'short', title: { fr: '4–24 h', en: '4–24 h' } },
  },
  forClients: {
    columns: ['kind', 'breached', 'due_1h', 'due_4h', 'due_24h'],
    parameters: { client: true },
  },
  async read({ db, access, rules, now }, values) {
    const { firstResponse, resolution } = await serviceLevels(db, access, scopeOf(rules, values), now);
    return [
      { kind: 'first_response', ...firstResponse },
      { kind: 'resolution', ...resolution },
    ];
  },
});
