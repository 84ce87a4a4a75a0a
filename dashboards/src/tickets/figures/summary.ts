import { inLanguage, type Language, type Text } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

/** Columns of `tickets.summary` under the names of the screen. */
const COLUMNS = {
  total: { fr: 'Tickets total', en: 'Tickets in total' },
  open: { fr: 'Ouverts', en: 'Open' },
  pending: { fr: 'En attente', en: 'Pending' },
  impact_major: { fr: 'Impact majeur', en: 'Major impact' },
  impact_minor: { fr: 'Impact mineur', en: 'Minor impact' },
  impact_none: { fr: 'Impact aucun', en: 'No impact' },
  unanswered: { fr: 'Sans réponse', en: 'Unanswered' },
} satisfies Record<string, Text>;

const TEXTS = {
  firstResponse: { fr: 'Temps moyen de première réponse', en: 'Mean time to first response' },
  firstResponseDescription: {
    fr: 'Délai entre la création et le premier commentaire d’un technicien, sur les tickets actifs qui en ont un : moyenne, médiane, 90e centile ; nombre de tickets actifs encore sans réponse',
    en: 'Time from creation to the first comment of a technician, over the active tickets that have one: mean, median, 90th percentile; number of active tickets still without one',
  },
  countsDescription: {
    fr: 'Tickets ouverts et en attente, en tout et par impact',
    en: 'Open and pending tickets, in all and by impact',
  },
  median: { fr: 'Médiane', en: 'Median' },
  p90: { fr: '90e centile', en: '90th percentile' },
  noMoment: { fr: 'Aucun relevé conservé avant ce moment', en: 'No snapshot kept before that moment' },
  moment: { fr: 'Le tableau au', en: 'The board on' },
  momentDescription: {
    fr: 'Compté dans le dernier relevé conservé avant la fin de la période choisie ; maintenant, si elle finit maintenant',
    en: 'Counted in the last snapshot kept before the end of the chosen range; now, when it ends now',
  },
};

/** Active tickets, and those of each impact. */
export function counts(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'counts',
    list({ columns: ['total', 'impact_major', 'impact_minor', 'impact_none'], layout: 'tiles' })
      .description(texts.countsDescription)
      .withTarget(query('tickets.summary'))
      .overrideByName('total', figure(COLUMNS.total[language]))
      .overrideByName('impact_major', figure(COLUMNS.impact_major[language], { tone: 'critical' }))
      .overrideByName('impact_minor', figure(COLUMNS.impact_minor[language], { tone: 'medium' }))
      .overrideByName('impact_none', figure(COLUMNS.impact_none[language], { tone: 'low' }))
  );
}

/** Time to first response: mean, median, 90th percentile, and the tickets that have none yet. */
export function firstResponse(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'first-response',
    list({
      columns: ['first_response_mean_s', 'first_response_median_s', 'first_response_p90_s', 'unanswered'],
      layout: 'tiles',
    })
      .description(texts.firstResponseDescription)
      .withTarget(query('tickets.summary'))
      .overrideByName('first_response_mean_s', figure(texts.firstResponse))
      .overrideByName('first_response_median_s', figure(texts.median))
      .overrideByName('first_response_p90_s', figure(texts.p90))
      .overrideByName('unanswered', figure(COLUMNS.unanswered[language]))
  );
}

/** The board as it was at the end of the range: its counts, in one row. */
export function momentFigures(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = list({
    heading: `${texts.moment} \${__to:date:DD/MM/YYYY HH:mm}`,
    columns: Object.keys(COLUMNS),
    layout: 'tiles',
    emptyText: texts.noMoment,
  })
    .description(texts.momentDescription)
    .withTarget(query('tickets.summary', { at: '${__to:date:iso}' }));
  for (const [column, name] of Object.entries(COLUMNS)) {
    panel.overrideByName(column, figure(name[language]));
  }
  return named('moment', panel);
}
