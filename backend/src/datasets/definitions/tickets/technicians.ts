import { fold } from '../../../domain/text/text.ts';
import { UNASSIGNED } from '../../../domain/tickets/labels.ts';
import { technicianLoads } from '../../../store/tickets/technicians.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { TITLES } from '../../tickets/common.ts';
import { SCOPE_PARAMETERS, scopeOf } from '../../tickets/scope.ts';

export default defineDataset({
  name: 'tickets.technicians',
  title: { fr: 'Charge par technicien', en: 'Load per technician' },
  description: {
    fr: 'Tickets actifs de chaque technicien, sous son nom le plus récent, le plus chargé d’abord ; « Non assigné » pour ceux de personne.',
    en: 'Active tickets of each technician, under the latest name, most loaded first; "Non assigné" for those of nobody.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  parameters: SCOPE_PARAMETERS,
  columns: {
    technician: { type: 'string', title: TITLES.technician },
    open: { type: 'number', unit: 'short', title: TITLES.open },
    pending: { type: 'number', unit: 'short', title: TITLES.pending },
    source: { type: 'string', title: TITLES.source },
  },
  async read({ db, access, rules }, values) {
    const loads = await technicianLoads(db, access, scopeOf(rules, values));
    return loads
      .map(({ name, open, pending, connection }) => ({
        technician: name ?? UNASSIGNED.fr,
        open,
        pending,
        source: connection,
      }))
      .toSorted(
        (a, b) =>
          b.open - a.open ||
          b.pending - a.pending ||
          fold(a.technician).localeCompare(fold(b.technician), 'fr') ||
          ((a.source ?? '') < (b.source ?? '') ? -1 : 1)
      );
  },
});
