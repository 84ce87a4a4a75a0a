import { AGEING_BUCKETS } from '../../../domain/history/ageing.ts';
import { countByAge } from '../../../store/tickets/ageing.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { TITLES } from '../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.ageing',
  title: { fr: 'Ancienneté des tickets', en: 'Ageing of tickets' },
  description: {
    fr: 'Tickets ouverts par tranche d’âge (temps écoulé), bornes supérieures comprises ; toutes les tranches, même vides. Les tickets sans date de création n’y sont pas.',
    en: 'Open tickets by age bracket (elapsed time), upper bounds included; all brackets, empty ones too. Tickets without a creation date are left out.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  parameters: SCOPE_PARAMETERS,
  columns: {
    bucket: { type: 'string', title: { fr: 'Âge', en: 'Age' } },
    count: { type: 'number', unit: 'short', title: TITLES.count },
  },
  forClients: {
    columns: ['bucket', 'count'],
    parameters: { client: true },
  },
  async read({ db, access, rules, now }, values) {
    const counts = await countByAge(db, access, scopeOf(rules, values), now);
    return AGEING_BUCKETS.map(({ label }, index) => ({ bucket: label.fr, count: counts[index] ?? 0 }));
  },
});
