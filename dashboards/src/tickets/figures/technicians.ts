import { inLanguage, type Language } from '../../elements/language.ts';
import { BAR, figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Charge par technicien', en: 'Load per technician' },
  description: {
    fr: 'Tickets ouverts et en attente de chaque technicien, maintenant ; ceux sans technicien ont une ligne à eux',
    en: 'Open and pending tickets of each technician, now; those without one have a row of their own',
  },
  emptyText: { fr: 'Aucun ticket actif', en: 'No active ticket' },
  open: { fr: 'Ouverts', en: 'Open' },
  pending: { fr: 'En attente', en: 'Pending' },
};

/** Active tickets of each technician. */
export function technicians(language: Language): NamedPanel {
  const { heading, description, emptyText, open, pending } = inLanguage(TEXTS, language);
  return named(
    'technicians',
    list({ heading, emptyText, columns: ['technician', 'open', 'pending'], lines: 1, showColumnNames: true })
      .description(description)
      .withTarget(query('tickets.technicians'))
      .overrideByName('open', [...figure(open, { tone: 'low' }), ...BAR])
      .overrideByName('pending', [...figure(pending, { tone: 'medium' }), ...BAR])
  );
}
