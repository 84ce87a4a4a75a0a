import { inLanguage, type Language } from '../../elements/language.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { enterpriseChange, enterpriseCount } from './enterprise-figure.ts';

const TEXTS = {
  yesterday: { fr: 'Entrées hier', en: 'Yesterday' },
  yesterdayDescription: {
    fr: 'Entrées de la veille, dans le fuseau horaire de la page ; toutes les lignes valides de ses boutiques',
    en: 'Entries of the day before, in the time zone of the page; all valid rows of its shops',
  },
  week: { fr: 'Sur une semaine', en: 'Over a week' },
  year: { fr: 'Sur un an', en: 'Over a year' },
  description: {
    fr: 'Hier comparé au même jour de la semaine, 7 et 364 jours avant, sur les boutiques qui ont les deux jours',
    en: 'Yesterday compared with the same weekday 7 and 364 days before, over the shops that have both days',
  },
};

/** Entries of yesterday. */
export function yesterday(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'yesterday',
    enterpriseCount('counters.compare', 'entries', texts.yesterday).description(texts.yesterdayDescription)
  );
}

/** Yesterday against the same weekday a week or 52 weeks before. */
export function change(language: Language, since: 'week' | 'year'): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    `change-${since}`,
    enterpriseChange('counters.compare', `change_${since}_percent`, texts[since]).description(texts.description)
  );
}
