import { summarizeTickets } from '../../../store/tickets/figures.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { AT_PARAMETER, readBoardAt } from '../../tickets/moment.ts';

export default defineDataset({
  name: 'tickets.summary',
  title: { fr: 'Chiffres du tableau de bord', en: 'Board figures' },
  description: {
    fr: 'Tickets actifs (ouverts et en attente), par classe et par impact, et temps de première réponse.',
    en: 'Active tickets (open and pending), by class and by impact, and first response times.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  parameters: { at: AT_PARAMETER },
  columns: {
    total: { type: 'number', unit: 'short', title: { fr: 'Tickets total', en: 'Total tickets' } },
    open: { type: 'number', unit: 'short', title: { fr: 'Ouverts', en: 'Open' } },
    pending: { type: 'number', unit: 'short', title: { fr: 'En attente', en: 'Pending' } },
    impact_major: { type: 'number', unit: 'short', title: { fr: 'Impact majeur', en: 'Major impact' } },
    impact_minor: { type: 'number', unit: 'short', title: { fr: 'Impact mineur', en: 'Minor impact' } },
    impact_none: { type: 'number', unit: 'short', title: { fr: 'Impact aucun', en: 'No impact' } },
    first_response_mean_s: {
      type: 'number',
      unit: 's',
      title: { fr: 'Temps moyen de première réponse', en: 'Mean first response time' },
    },
    first_response_median_s: {
      type: 'number',
      unit: 's',
      title: { fr: 'Temps médian de première réponse', en: 'Median first response time' },
    },
    first_response_p90_s: {
      type: 'number',
      unit: 's',
      title: { fr: '90ᵉ centile de première réponse', en: '90th percentile of first response' },
    },
    unanswered: { type: 'number', unit: 'short', title: { fr: 'Sans réponse', en: 'Unanswered' } },
  },
  forClients: {
    columns: [
      'total',
      'open',
      'pending',
      'first_response_mean_s',
      'first_response_median_s',
      'first_response_p90_s',
      'unanswered',
    ],
    parameters: { at: true },
  },
  async read(context, { at }) {
    return readBoardAt(context, at, async (board) => [await summarizeTickets(board)]);
  },
});
