import { inLanguage, type Language } from '../../../elements/language.ts';
import { BAR, list } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { COUNT } from '../../../elements/units.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE } from '../parameters.ts';

const TEXTS = {
  heading: { fr: 'Les 10 boutiques qui font le plus d’entrées', en: 'The 10 shops with most entries' },
  description: {
    fr: 'Entrées de la période choisie en haut de la page, par défaut le mois en cours',
    en: 'Entries of the range chosen at the top of the page, by default the current month',
  },
  emptyText: { fr: 'Aucune entrée sur cette période', en: 'No entries in this range' },
};

/** The 10 sites with most entries in the range of the page, a line with its bar a site: readable on a phone, too. */
export function topSites(language: Language): NamedPanel {
  const { heading, description, emptyText } = inLanguage(TEXTS, language);
  return named(
    'top-sites',
    list({ heading, emptyText, columns: ['label', 'entries'], lines: 1 })
      .description(description)
      .withTarget(query('counters.top_sites', { ...ENTERPRISE, limit: 10 }))
      .overrideByName('entries', [...COUNT, ...BAR])
  );
}
