import { partsOf } from '../../../domain/text/percent.ts';
import { PRIORITY_LABELS } from '../../../domain/tickets/labels.ts';
import { PRIORITY_CLASSES } from '../../../domain/tickets/ticket.ts';
import { countByPriority } from '../../../store/tickets/figures.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { ACTIVE_CLASS_PARAMETER, TITLES } from '../../tickets/common.ts';
import { AT_PARAMETER, readBoardAt } from '../../tickets/moment.ts';

export default defineDataset({
  name: 'tickets.by_priority',
  title: { fr: 'Tickets par priorité', en: 'Tickets by priority' },
  description: {
    fr: 'Nombre et part des tickets d’une classe pour chaque priorité. Toujours quatre lignes ; une cinquième, « Non renseignée », seulement s’il y en a.',
    en: 'Count and share of the tickets of a class for each priority. Always four rows; a fifth, "Non renseignée", only when there is one.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  parameters: { class: ACTIVE_CLASS_PARAMETER, at: AT_PARAMETER },
  columns: {
    priority: { type: 'string', title: TITLES.priority },
    count: { type: 'number', unit: 'short', title: TITLES.count },
    share: { type: 'number', unit: 'percentunit', title: { fr: 'Part exacte', en: 'Exact share' } },
    percent: { type: 'number', unit: 'percent', title: { fr: 'Pourcentage', en: 'Percentage' } },
  },
  forClients: {
    columns: ['priority', 'count', 'share', 'percent'],
    parameters: { class: true, at: true },
  },
  async read(context, values) {
    return readBoardAt(context, values.at, async (board) => {
      const counts = await countByPriority(board, values.class);
      const shown = PRIORITY_CLASSES.filter((name) => name !== 'none' || counts.none > 0);
      const parts = partsOf(shown.map((name) => counts[name]));
      return shown.map((name, index) => ({
        priority: PRIORITY_LABELS[name].fr,
        count: counts[name],
        share: parts[index]?.share ?? 0,
        percent: parts[index]?.percent ?? 0,
      }));
    });
  },
});
