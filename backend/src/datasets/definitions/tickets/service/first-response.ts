import { responsesOf } from '../../../../store/history/ticket-flow.ts';
import { defineDataset } from '../../../engine/dataset.ts';
import { TITLES } from '../../../tickets/common.ts';
import { daysWithTickets } from '../../../tickets/days.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.first_response',
  title: { fr: 'Première réponse par jour', en: 'First response per day' },
  description: {
    fr: 'Temps de première réponse des tickets d’Atera créés chaque jour de la période, terminés compris, et combien attendent encore (la liste : tickets.waiting, « sans réponse »). Seulement les jours dont les tickets sont conservés.',
    en: 'First response times of the Atera tickets created on each day of the range, done ones included, and how many still wait (their list: tickets.waiting, "unanswered"). Only days whose tickets are kept.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  usesRange: true,
  parameters: SCOPE_PARAMETERS,
  columns: {
    day: { type: 'time', title: TITLES.day },
    mean_s: { type: 'number', unit: 's', title: { fr: 'Moyenne', en: 'Mean' } },
    median_s: { type: 'number', unit: 's', title: { fr: 'Médiane', en: 'Median' } },
    p90_s: { type: 'number', unit: 's', title: { fr: '90ᵉ centile', en: '90th percentile' } },
    count: { type: 'number', unit: 'short', title: { fr: 'Répondus', en: 'Answered' } },
    unanswered: { type: 'number', unit: 'short', title: { fr: 'Sans réponse', en: 'Unanswered' } },
  },
  forClients: {
    columns: ['day', 'mean_s', 'median_s', 'p90_s', 'count', 'unanswered'],
    parameters: { client: true },
  },
  async read(context, values) {
    const { db, access, rules } = context;
    const days = daysWithTickets(context);
    const responses = days.length === 0 ? [] : await responsesOf(db, access, scopeOf(rules, values), days);
    return responses.map(({ mean, median, p90, count, unanswered }, index) => ({
      day: days[index]?.start ?? null,
      mean_s: mean,
      median_s: median,
      p90_s: p90,
      count,
      unanswered,
    }));
  },
});
