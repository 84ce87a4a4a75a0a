import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { COUNT, LOCAL_COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';
import { TITLES } from './titles.ts';
import { CHANGE } from './units.ts';

const TEXTS = {
  title: { fr: 'Entreprises', en: 'Enterprises' },
  description: {
    fr: 'Entrées d’aujourd’hui (journée en cours) et d’hier ; hier comparé au même jour de la semaine, 7 et 364 jours avant, sur les boutiques qui ont les deux jours',
    en: 'Entries of today (unfinished) and yesterday; yesterday compared with the same weekday 7 and 364 days before, over the shops that have both days',
  },
  today: { fr: 'Aujourd’hui', en: 'Today' },
  yesterday: { fr: 'Hier', en: 'Yesterday' },
  weekBefore: { fr: '7 jours avant', en: '7 days before' },
  yearBefore: { fr: '364 jours avant', en: '364 days before' },
  weekChange: { fr: 'Écart 7 j', en: 'Change 7 d' },
  yearChange: { fr: 'Écart 364 j', en: 'Change 364 d' },
};

/** The one column of the second query, as adding it up names it; the others are of `counters.compare`. */
const TODAY = 'entries (sum)';

/** Columns in the order of the screen. */
const COLUMNS = [
  'enterprise',
  TODAY,
  'entries',
  'entries_week_before',
  'change_week_percent',
  'entries_year_before',
  'change_year_percent',
];

/** Each enterprise's entries of today and yesterday, and yesterday against the same weekday before. */
export function enterprises(language: Language): NamedPanel {
  const texts = inLanguage({ ...TITLES, ...TEXTS }, language);
  const panel = table()
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('counters.compare', { ...ENTERPRISE, by: 'enterprise' }))
    .withTarget(query('counters.entries', { ...ENTERPRISE, by: 'enterprise', limit: 200 }, 'today'))
    // The range of the second query; the first one knows its own days.
    .timeFrom('now/d')
    .hideTimeOverride(true)
    .withTransformation({
      id: 'groupBy',
      filter: { id: 'byRefId', options: 'today' },
      options: {
        fields: {
          enterprise: { operation: 'groupby', aggregations: [] },
          entries: { operation: 'aggregate', aggregations: ['sum'] },
        },
      },
    })
    .withTransformation({ id: 'joinByField', options: { byField: 'enterprise', mode: 'outer' } })
    .withTransformation(chosenColumns(COLUMNS))
    .overrideByName('enterprise', column(texts.enterprise))
    .overrideByName('entries', column(texts.yesterday, 130, ...COUNT))
    .overrideByName('entries_week_before', column(texts.weekBefore, 140, ...COUNT))
    .overrideByName('change_week_percent', column(texts.weekChange, 120, ...CHANGE))
    .overrideByName('entries_year_before', column(texts.yearBefore, 150, ...COUNT))
    .overrideByName('change_year_percent', column(texts.yearChange, 130, ...CHANGE))
    .overrideByName(TODAY, column(texts.today, 130, ...LOCAL_COUNT));
  return named('enterprises', panel);
}
