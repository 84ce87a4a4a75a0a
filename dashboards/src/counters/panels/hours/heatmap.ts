import {
  TableCellBackgroundDisplayMode,
  TableCellDisplayMode,
  TableCellHeight,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../../elements/language.ts';
import { query } from '../../../elements/query.ts';
import { column, table } from '../../../elements/table.ts';
import { sortedBy } from '../../../elements/transformations.ts';
import { COUNT } from '../../../elements/units.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE } from '../parameters.ts';
import { weekdayNames } from './weekdays.ts';

const TEXTS = {
  title: { fr: 'Entrées par heure et jour', en: 'Entries by hour and weekday' },
  description: {
    fr: 'Sur la période choisie, pour les compteurs qui envoient une ligne par heure',
    en: 'Over the chosen range, for the counters that send one row an hour',
  },
  weekday: { fr: 'Jour', en: 'Weekday' },
};

/** Header of the first column, as the transformation to a matrix writes it. */
const CORNER = String.raw`weekday\hour`;

/**
 * Mean entries of each hour of each weekday, the more the brighter. A table: Grafana's heat map wants time on its axis,
 * not the hours of a day.
 */
export function heatmap(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = table()
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('counters.heatmap', ENTERPRISE))
    // Rows and columns of the matrix come in the order in which the dataset first names them.
    .withTransformation(sortedBy('hour'))
    .withTransformation({
      id: 'groupingToMatrix',
      options: { columnField: 'hour', rowField: 'weekday', valueField: 'mean', emptyValue: 'null' },
    })
    .withTransformation(sortedBy(CORNER))
    .cellHeight(TableCellHeight.Sm)
    .overrideByRegexp(String.raw`/^\d+$/`, [
      ...COUNT,
      { id: 'custom.minWidth', value: 40 },
      { id: 'custom.align', value: 'center' },
      { id: 'displayName', value: '${__field.name} h' },
      { id: 'min', value: 0 },
      { id: 'color', value: { mode: FieldColorModeId.ContinuousBlues } },
      {
        id: 'custom.cellOptions',
        value: { type: TableCellDisplayMode.ColorBackground, mode: TableCellBackgroundDisplayMode.Basic },
      },
    ])
    .overrideByName(CORNER, column(texts.weekday, 100, weekdayNames(language)));
  return named('heatmap', panel);
}
