import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../../elements/language.ts';
import { BAR, figure, list } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { sortedBy } from '../../../elements/transformations.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE } from '../parameters.ts';
import { TITLES } from '../titles.ts';

const TEXTS = {
  heading: { fr: 'Entrées par heure d’ouverture', en: 'Entries per open hour' },
  ofSites: {
    fr: 'Les 10 boutiques qui en font le plus : entrées des jours terminés de la période choisie, divisées par les heures d’ouverture de ces jours ; un tiret sans horaires d’ouverture',
    en: 'The 10 shops with most of them: entries of the finished days of the chosen range, divided by the opening hours of these days; a dash without opening hours',
  },
  ofEnterprises: {
    fr: 'Entrées des jours terminés de la période choisie, divisées par les heures d’ouverture de ces jours, pour les boutiques dont on connaît les horaires ; un tiret sans elles',
    en: 'Entries of the finished days of the chosen range, divided by the opening hours of these days, over the shops whose hours are known; a dash without any',
  },
  emptyText: { fr: 'Aucun compteur', en: 'No counter' },
  perHour: { fr: 'Par heure', en: 'Per hour' },
};

const FIGURE = 'entries_per_open_hour';

/** How well the shops of an enterprise use the hours in which they are open, the best 10 first. */
export function openHoursOfSites(language: Language): NamedPanel {
  const { ofSites, code } = inLanguage({ ...TITLES, ...TEXTS }, language);
  return named('open-hours', ranking(language, 'site').description(ofSites).overrideByName('code', figure(code)));
}

/** The same of each enterprise, the best first. */
export function openHoursOfEnterprises(language: Language): NamedPanel {
  return named(
    'open-hours-of-enterprises',
    ranking(language, 'enterprise').description(inLanguage(TEXTS, language).ofEnterprises)
  );
}

function ranking(language: Language, by: 'site' | 'enterprise'): PanelBuilder {
  const { heading, emptyText, perHour } = inLanguage(TEXTS, language);
  return list({
    heading,
    emptyText,
    columns: [by === 'site' ? 'code' : 'enterprise', FIGURE],
    showColumnNames: true,
    lines: 1,
    mostRows: by === 'site' ? 10 : 0,
  })
    .withTarget(query('counters.open_hours', { ...ENTERPRISE, by }))
    .withTransformation(sortedBy(FIGURE, true))
    .overrideByName(FIGURE, [...figure(perHour), ...BAR]);
}
