import { BigValueColorMode } from '@grafana/grafana-foundation-sdk/common';
import {
  FieldColorBuilder,
  FieldColorModeId,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { namedStat, oneValue } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { ENTERPRISE } from './parameters.ts';
import { CHANGE } from './units.ts';

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
    figure('entries', texts.yesterday)
      .description(texts.yesterdayDescription)
      .colorMode(BigValueColorMode.None)
      .overrideByName('entries', COUNT)
  );
}

/** Yesterday against the same weekday a week or 52 weeks before. */
export function change(language: Language, since: 'week' | 'year'): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const column = `change_${since}_percent`;
  return named(
    `change-${since}`,
    figure(column, texts[since])
      .description(texts.description)
      .colorMode(BigValueColorMode.Value)
      .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
      .thresholds(
        new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps([
          { value: null, color: 'orange' },
          { value: 0, color: 'green' },
        ])
      )
      .overrideByName(column, CHANGE)
  );
}

function figure(column: string, name: string): PanelBuilder {
  return namedStat(column, name)
    .withTarget(query('counters.compare', { ...ENTERPRISE, by: 'enterprise' }))
    .withTransformation(onlyColumns([column]))
    .reduceOptions(oneValue('lastNotNull'))
    .noValue('–');
}
