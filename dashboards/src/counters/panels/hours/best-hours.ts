import { inLanguage, type Language } from '../../../elements/language.ts';
import { BAR, figure, list } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE } from '../parameters.ts';
import { weekdayNames } from './weekdays.ts';

const TEXTS = {
  heading: { fr: 'Meilleures heures', en: 'Best hours' },
  description: {
    fr: 'Les heures de la semaine où il entre le plus de monde, à l’heure des boutiques : entrées par jour en moyenne sur la période choisie, pour les compteurs qui envoient une ligne par heure',
    en: 'The hours of the week in which most people come, on the clock of the shops: mean entries a day over the chosen range, for the counters that send a row an hour',
  },
  emptyText: { fr: 'Aucun compteur n’envoie une ligne par heure', en: 'No counter sends a row an hour' },
  weekday: { fr: 'Jour', en: 'Weekday' },
  hour: { fr: 'Heure', en: 'Hour' },
  mean: { fr: 'Entrées par jour', en: 'Entries a day' },
};

/**
 * The hours of the week with most entries, best first.
 *
 * @param limit - how many
 */
export function bestHours(language: Language, limit: number): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'best-hours',
    list({
      heading: texts.heading,
      emptyText: texts.emptyText,
      columns: ['weekday', 'hour', 'mean'],
      showColumnNames: true,
      lines: 1,
    })
      .description(texts.description)
      .withTarget(query('counters.best_hours', { ...ENTERPRISE, limit }))
      .overrideByName('weekday', [...figure(texts.weekday), weekdayNames(language)])
      .overrideByName('hour', [...figure(texts.hour), { id: 'unit', value: 'suffix:\u00a0h' }])
      .overrideByName('mean', [...figure(texts.mean), ...BAR])
  );
}
