import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { COLOURS } from '../../palette.ts';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { chosenColumns } from '../../transformations.ts';
import { colouredCell } from '../priority.ts';
import { column, table } from '../table.ts';
import { ENTERPRISE, SEARCH } from './parameters.ts';

/** Columns of `counters.sites`, in the order of the screen. */
const COLUMNS = ['enterprise', 'code', 'ip', 'country', 'city', 'open', 'close', 'operational', 'reason'];

function yesOrNo({ yes, no }: Texts): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: {
        true: { text: yes, color: COLOURS.good, index: 0 },
        false: { text: no, color: COLOURS.high, index: 1 },
      },
    },
  ];
}

/**
 * The counters, with a search over all columns at the top of the page and a filter in the header of each.
 *
 * @param withEnterprise - whether the table has the column of the enterprise
 */
export function sites(
  texts: Texts,
  { title, withEnterprise }: { title: string; withEnterprise: boolean }
): PanelBuilder {
  const { columns, page } = texts.counters;
  return table()
    .title(title)
    .description(page.sitesDescription)
    .withTarget(query('counters.sites', { ...ENTERPRISE, ...SEARCH }))
    .withTransformation(chosenColumns(COLUMNS.filter((name) => withEnterprise || name !== 'enterprise')))
    .filterable(true)
    .overrideByName('enterprise', column(columns.enterprise, 220))
    .overrideByName('code', column(columns.code, 120))
    .overrideByName('ip', column(columns.ip, 160))
    .overrideByName('country', column(columns.country, 190))
    .overrideByName('city', column(columns.city, 190))
    .overrideByName('open', column(columns.open, 110))
    .overrideByName('close', column(columns.close, 110))
    .overrideByName('operational', column(columns.operational, 150, ...colouredCell(yesOrNo(texts))))
    .overrideByName('reason', column(columns.reason));
}
