import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { query } from '../query.ts';
import type { Texts } from '../texts/texts.ts';
import { DATE_TIME } from '../units.ts';
import { column, table } from './table.ts';

/** The 5 newest open alerts. */
export function latestAlerts(texts: Texts): PanelBuilder {
  const { alerts, columns } = texts;
  return table()
    .title(alerts.latest)
    .withTarget(query('alerts.latest', { limit: 5 }))
    .overrideByName('id', column(columns.id, 70))
    .overrideByName('title', column(columns.title))
    .overrideByName('client', column(columns.client, 195))
    .overrideByName('device', column(columns.device, 170))
    .overrideByName('created', column(columns.date, 140, ...DATE_TIME));
}
