import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  heading: { fr: 'Compteurs à zéro ou muets hier', en: 'Counters at zero or silent yesterday' },
  description: {
    fr: 'Boutiques ouvertes dont le compteur a fait 0 entrée hier ou n’a rien envoyé',
    en: 'Open shops whose counter made 0 entries yesterday or sent nothing',
  },
  verdict: { fr: 'État', en: 'State' },
  emptyText: { fr: 'Aucun compteur à zéro ou muet hier', en: 'No counter at zero or silent yesterday' },
};

/** The counters that were at zero or silent yesterday although their shops were open. */
export function silentOrAtZero(language: Language): NamedPanel {
  const { description, verdict, ...texts } = inLanguage(TEXTS, language);
  return named(
    'silent',
    list({ ...texts, columns: ['enterprise', 'code', 'city', 'verdict'], showColumnNames: true })
      .description(description)
      .withTarget(query('counters.verdicts', { ...ENTERPRISE, verdict: ['zero', 'no_data'] }))
      .overrideByName('verdict', figure(verdict))
  );
}
