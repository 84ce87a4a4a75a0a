import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  heading: { fr: 'Couverture', en: 'Coverage' },
  description: {
    fr: 'Part des journées attendues qui sont arrivées, sur la période choisie ; la plus faible d’abord',
    en: 'Share of the expected days that arrived, over the chosen range, the lowest first',
  },
  emptyText: { fr: 'Aucun compteur', en: 'No counter' },
  share: { fr: 'Jours arrivés', en: 'Days that arrived' },
};

/** Share of the expected site-days that arrived, of each enterprise: (counted + zero) ÷ (counted + zero + no data). */
export function coverage(language: Language): NamedPanel {
  const { heading, description, emptyText, share } = inLanguage(TEXTS, language);
  const panel = list({ heading, emptyText, columns: ['enterprise', 'share'], showColumnNames: true, lines: 1 })
    .description(description)
    .withTarget(query('counters.coverage', { ...ENTERPRISE, by: 'enterprise' }))
    .withTransformation(sortedBy('share'))
    .overrideByName('share', figure(share));
  return named('coverage', panel);
}
