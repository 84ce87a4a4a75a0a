import { spanOf } from '../../../domain/clock/local-days.ts';
import { fold } from '../../../domain/text/text.ts';
import { UNASSIGNED } from '../../../domain/tickets/labels.ts';
import { resolvedByTechnician } from '../../../store/history/service-period.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { SOURCE_KIND_PARAMETER, TITLES } from '../../tickets/common.ts';
import { PERIOD_PARAMETER, periodOf } from '../../tickets/period.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.closed_per_technician',
  title: { fr: 'Tickets résolus par technicien', en: 'Tickets resolved per technician' },
  description: {
    fr: 'Tickets résolus dans la période par technicien, sous son nom le plus récent, le plus grand nombre d’abord ; « Non assigné » pour ceux de personne. Un ticket compte pour le technicien qui l’a aujourd’hui. Seulement les jours dont les tickets sont conservés.',
    en: 'Tickets resolved in the range per technician, under the latest name, most first; "Non assigné" for those of nobody. A ticket counts for the technician who has it today. Only days whose tickets are kept.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  usesClock: true,
  usesRange: true,
  parameters: { period: PERIOD_PARAMETER, ...SCOPE_PARAMETERS, source: SOURCE_KIND_PARAMETER },
  columns: {
    technician: { type: 'string', title: TITLES.technician },
    closed: { type: 'number', unit: 'short', title: { fr: 'Résolus', en: 'Resolved' } },
    source: { type: 'string', title: TITLES.source },
  },
  async read(context, { period, source, ...values }) {
    const { db, access, rules } = context;
    const filter = { ...scopeOf(rules, values), source };
    const { days, notices } = periodOf(context, period);
    const span = spanOf(days);
    const loads = span === undefined ? [] : await resolvedByTechnician(db, access, filter, span);
    const rows = loads
      .map(({ name, tickets, connection }) => ({
        technician: name ?? UNASSIGNED.fr,
        closed: tickets,
        source: connection,
      }))
      .toSorted(
        (a, b) =>
          b.closed - a.closed ||
          fold(a.technician).localeCompare(fold(b.technician), 'fr') ||
          ((a.source ?? '') < (b.source ?? '') ? -1 : 1)
      );
    return { rows, notices };
  },
});
