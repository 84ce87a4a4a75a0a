import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as TablePanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { query } from '../../query.ts';
import type { Texts } from '../../texts/texts.ts';
import { chosenColumns } from '../../transformations.ts';
import { column, table } from '../table.ts';
import { DAY, ENTERPRISE } from './parameters.ts';

type AlertKind = 'zero' | 'no_data' | 'drop';

/** One line a counter: enterprise, code, the sentence and the day after the one it is about. */
export function counterAlerts({ counters: { alerts, columns } }: Texts, kind: AlertKind): TablePanelBuilder {
  const { title, description } = {
    zero: { title: alerts.zero, description: alerts.zeroDescription },
    no_data: { title: alerts.noData, description: alerts.noDataDescription },
    drop: { title: alerts.drop, description: alerts.dropDescription },
  }[kind];
  return table()
    .title(title)
    .description(description)
    .withTarget(query('counters.zero_alerts', { ...ENTERPRISE, ...DAY, kind }))
    .withTransformation(chosenColumns(['enterprise', 'code', 'city', 'message', 'date']))
    .filterable(true)
    .overrideByName('enterprise', column(columns.enterprise, 170))
    .overrideByName('code', column(columns.counterCode, 150))
    .overrideByName('city', column(columns.city, 120))
    .overrideByName(
      'message',
      column(columns.alert, undefined, {
        id: 'custom.cellOptions',
        value: { type: TableCellDisplayMode.Auto, wrapText: true },
      })
    )
    .overrideByName('date', column(columns.date, 110));
}

/** What Grafana's own alert rules report right now, instance by instance. The SDK has no builder for this kind of panel. */
export function firingAlerts({ counters: { alerts } }: Texts): PanelBuilder {
  return new PanelBuilder()
    .type('alertlist')
    .title(alerts.firing)
    .description(alerts.firingDescription)
    .options({
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      sortOrder: 3,
      maxItems: 20,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: '',
      datasource: '-- Grafana --',
      showInstances: true,
      showInactiveAlerts: false,
      stateFilter: {
        firing: true,
        pending: true,
        recovering: true,
        noData: false,
        normal: false,
        error: true,
      },
    });
}
