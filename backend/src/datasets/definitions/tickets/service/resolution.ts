import { resolutionTimes } from '../../../../store/history/service-period.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { TITLES } from '../../../tickets/common.ts';
import { BY_CHOICES, byKey, PERIOD_PARAMETER, periodOf, periodRows, spansOf } from '../../../tickets/period.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.resolution',
  title: { fr: 'Délai de résolution', en: 'Time to resolve' },
  description: {
    fr: 'Temps écoulé de la création à la résolution des tickets d’Atera résolus chaque jour de la période, ou chaque mois, ou par client sur toute la période. Un ticket rouvert qui garde sa date de résolution compte ce jour-là. Seulement les jours dont les tickets sont conservés.',
    en: 'Elapsed time from creation to resolution of the Atera tickets resolved on each day of the range, or in each month, or by client over all of it. A ticket that was opened again and keeps its date of resolution counts on that day. Only days whose tickets are kept.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  usesRange: true,
  parameters: {
    by: {
      type: 'string',
      title: { fr: 'Par', en: 'By' },
      default: 'day',
      choices: [BY_CHOICES.day, BY_CHOICES.month, BY_CHOICES.client],
    } as const,
    period: PERIOD_PARAMETER,
    ...SCOPE_PARAMETERS,
  },
  columns: {
    day: { type: 'time', title: TITLES.day },
    client: { type: 'string', title: TITLES.client },
    mean_s: { type: 'number', unit: 's', title: { fr: 'Moyenne', en: 'Mean' } },
    median_s: { type: 'number', unit: 's', title: { fr: 'Médiane', en: 'Median' } },
    p90_s: { type: 'number', unit: 's', title: { fr: '90ᵉ centile', en: '90th percentile' } },
    resolved: { type: 'number', unit: 'short', title: { fr: 'Résolus', en: 'Resolved' } },
  },
  forClients: {
    columns: ['day', 'client', 'mean_s', 'median_s', 'p90_s', 'resolved'],
    parameters: { by: true, period: true, client: true },
  },
  async read(context, { by, period, ...values }) {
    const { db, access, rules } = context;
    const scope = scopeOf(rules, values);
    const { days, notices } = periodOf(context, period);
    const spans = spansOf(days, by);
    const found =
      spans.length === 0 ? [] : await resolutionTimes(db, access, { scope, spans, byClient: by === 'client' });
    const figures = byKey(found);
    const rows = periodRows(context, scope, spans, by, found).map(({ day, client, key }) => {
      const { mean_s = null, median_s = null, p90_s = null, resolved = 0 } = figures.get(key) ?? {};
      return { day, client, mean_s, median_s, p90_s, resolved };
    });
    return { rows, notices };
  },
});
