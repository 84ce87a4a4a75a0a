import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { enterpriseChange, enterpriseCount } from './enterprise-figure.ts';
import { ENTERPRISE } from './parameters.ts';
import { TITLES } from './titles.ts';

const TEXTS = {
  soFar: { fr: 'Entrées aujourd’hui', en: 'Today so far' },
  soFarDescription: {
    fr: 'Entrées des heures terminées, à l’heure de chaque boutique ; seulement les compteurs qui envoient une ligne par heure et dont on connaît l’habitude',
    en: 'Entries of the hours that are over, on the clock of each shop; only the counters that send a row an hour and of which the usual is known',
  },
  usual: { fr: 'Écart à l’habitude', en: 'Against the usual' },
  usualDescription: {
    fr: 'Aujourd’hui comparé à la médiane des mêmes heures sur les quatre derniers mêmes jours de la semaine',
    en: 'Today compared with the median of the same hours on the last four same weekdays',
  },
  heading: { fr: 'La journée en cours', en: 'The day so far' },
  emptyText: { fr: 'Aucun compteur n’envoie une ligne par heure', en: 'No counter sends a row an hour' },
  entries: { fr: 'Entrées', en: 'Entries' },
  usualEntries: { fr: 'Habitude', en: 'Usual' },
  change: { fr: 'Écart', en: 'Change' },
  lastHour: { fr: 'Reçu à', en: 'Heard at' },
};

/** Name of the list of the shops' day, which an alert rule leads to. */
export const TODAY_SITES = 'today-sites';

/** A change in percent is no part of a whole, with a bar: its text, which comes with the data, says the sign of the unit. */
const NO_SHARE: DynamicConfigValue[] = [{ id: 'unit', value: 'none' }];

/** Entries of today so far. */
export function todaySoFar(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'today-so-far',
    enterpriseCount('counters.today', 'entries', texts.soFar).description(texts.soFarDescription)
  );
}

/** Today so far against what is usual at this hour. */
export function todayChange(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'today-change',
    enterpriseChange('counters.today', 'change_percent', texts.usual).description(texts.usualDescription)
  );
}

/** The day of each shop so far, beside what is usual. */
export function todaySites(language: Language): NamedPanel {
  const texts = inLanguage({ ...TITLES, ...TEXTS }, language);
  return named(
    TODAY_SITES,
    list({
      heading: texts.heading,
      emptyText: texts.emptyText,
      columns: ['code', 'entries', 'usual', 'change_percent', 'last_hour'],
      showColumnNames: true,
      lines: 1,
    })
      .description(texts.usualDescription)
      .withTarget(query('counters.today', { ...ENTERPRISE, hourly: true }))
      .overrideByName('code', figure(texts.code))
      .overrideByName('entries', figure(texts.entries))
      .overrideByName('usual', figure(texts.usualEntries))
      .overrideByName('change_percent', [...figure(texts.change), ...NO_SHARE])
      .overrideByName('last_hour', [...figure(texts.lastHour), { id: 'unit', value: 'suffix:\u00a0h' }])
  );
}
