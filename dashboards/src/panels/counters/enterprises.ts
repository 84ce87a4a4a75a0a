import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { chosenColumns } from '../../transformations.ts';
import { COUNT } from '../../units.ts';
import { column, table } from '../table.ts';
import { ENTERPRISE } from './parameters.ts';
import { CHANGE } from './units.ts';

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
export function enterprises({ counters: { admin, columns } }: Texts): PanelBuilder {
  return (
    table()
      .title(admin.enterprises)
      .description(admin.enterprisesDescription)
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
      .overrideByName('enterprise', column(columns.enterprise))
      .overrideByName('entries', column(columns.yesterday, 130, ...COUNT))
      .overrideByName('entries_week_before', column(columns.weekBefore, 140, ...COUNT))
      .overrideByName('change_week_percent', column(columns.weekChange, 120, ...CHANGE))
      .overrideByName('entries_year_before', column(columns.yearBefore, 150, ...COUNT))
      .overrideByName('change_year_percent', column(columns.yearChange, 130, ...CHANGE))
      .overrideByName(TODAY, column(columns.today, 130, ...COUNT))
  );
}
