import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { COLOURS } from '../../palette.ts';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { chosenColumns } from '../../transformations.ts';
import { colouredCell } from '../priority.ts';
import { column, table } from '../table.ts';
import { ENTERPRISE } from './parameters.ts';

const VERDICT_COLOURS = { zero: COLOURS.critical, no_data: COLOURS.high } as const;

function verdictMappings({ counters: { verdicts } }: Texts): ValueMapping[] {
  return [
    {
      type: MappingType.ValueToText,
      options: Object.fromEntries(
        Object.entries(VERDICT_COLOURS).map(([verdict, color], index) => [
          verdict,
          { text: verdicts[verdict as keyof typeof VERDICT_COLOURS], color, index },
        ])
      ),
    },
  ];
}

/** The counters that were at zero or silent yesterday although their shops were open. */
export function silentOrAtZero(texts: Texts): PanelBuilder {
  const { admin, columns } = texts.counters;
  return table()
    .title(admin.alerts)
    .description(admin.alertsDescription)
    .withTarget(query('counters.verdicts', ENTERPRISE))
    .withTransformation({
      id: 'filterByValue',
      options: {
        type: 'include',
        match: 'any',
        filters: Object.keys(VERDICT_COLOURS).map((value) => ({
          fieldName: 'verdict',
          config: { id: 'equal', options: { value } },
        })),
      },
    })
    .withTransformation(chosenColumns(['enterprise', 'code', 'city', 'verdict']))
    .filterable(true)
    .overrideByName('enterprise', column(columns.enterprise))
    .overrideByName('code', column(columns.code, 130))
    .overrideByName('city', column(columns.city, 120))
    .overrideByName('verdict', column(columns.verdict, 110, ...colouredCell(verdictMappings(texts))));
}
