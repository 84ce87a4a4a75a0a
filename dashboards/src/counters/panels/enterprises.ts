import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { LOCAL_COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';

const TEXTS = {
  heading: { fr: 'Entreprises', en: 'Enterprises' },
  description: {
    fr: 'Entrées d’aujourd’hui (journée en cours), leur écart à l’habitude des mêmes heures, et d’hier ; hier comparé au même jour de la semaine, 7 et 364 jours avant, sur les boutiques qui ont les deux jours',
    en: 'Entries of today (unfinished), how they differ from what is usual at these hours, and of yesterday; yesterday compared with the same weekday 7 and 364 days before, over the shops that have both days',
  },
  emptyText: { fr: 'Aucune entreprise', en: 'No enterprise' },
  today: { fr: 'Aujourd’hui', en: 'Today' },
  usual: { fr: 'À l’habitude', en: 'Vs usual' },
  yesterday: { fr: 'Hier', en: 'Yesterday' },
  weekBefore: { fr: '7 jours avant', en: '7 days before' },
  yearBefore: { fr: '364 jours avant', en: '364 days before' },
  weekChange: { fr: 'Écart 7 j', en: 'Change 7 d' },
  yearChange: { fr: 'Écart 364 j', en: 'Change 364 d' },
};

/** A change in percent is no part of a whole, with a bar: its text, which comes with the data, says the sign of the unit. */
const NO_SHARE: DynamicConfigValue[] = [{ id: 'unit', value: 'none' }];

/** The one column of the second query, as adding it up names it. */
const TODAY = 'entries (sum)';
/** The one column of the third query; the others are of `counters.compare`. */
const USUAL = 'change_percent';

/** Each enterprise's entries of today and yesterday, and yesterday against the same weekday before. */
export function enterprises(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  /** In the order of the screen. */
  const columns: Record<string, DynamicConfigValue[]> = {
    enterprise: [],
    [TODAY]: [...figure(texts.today), ...LOCAL_COUNT],
    [USUAL]: [...figure(texts.usual), ...NO_SHARE],
    entries: figure(texts.yesterday),
    entries_week_before: figure(texts.weekBefore),
    change_week_percent: [...figure(texts.weekChange), ...NO_SHARE],
    entries_year_before: figure(texts.yearBefore),
    change_year_percent: [...figure(texts.yearChange), ...NO_SHARE],
  };
  const panel = list({
    heading: texts.heading,
    emptyText: texts.emptyText,
    columns: Object.keys(columns),
    showColumnNames: true,
  })
    .description(texts.description)
    .withTarget(query('counters.compare', { ...ENTERPRISE, by: 'enterprise' }))
    .withTarget(query('counters.entries', { ...ENTERPRISE, by: 'enterprise', limit: 200 }, { refId: 'today' }))
    .withTarget(query('counters.today', { ...ENTERPRISE, by: 'enterprise' }, { refId: 'usual' }))
    // The range of the second query; the others know their own days.
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
    .withTransformation({
      ...onlyColumns(['enterprise', USUAL]),
      filter: { id: 'byRefId', options: 'usual' },
    })
    .withTransformation({ id: 'joinByField', options: { byField: 'enterprise', mode: 'outer' } });
  for (const [name, look] of Object.entries(columns)) {
    panel.overrideByName(name, look);
  }
  return named('enterprises', panel);
}
