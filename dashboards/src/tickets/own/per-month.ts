import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query, type QueryParams, VIGIE } from '../../elements/query.ts';
import { legend, seriesLook, tooltip } from '../../elements/time-series.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  flow: { fr: 'Tickets créés et résolus par mois', en: 'Created and resolved per month' },
  flowDescription: {
    fr: 'Un ticket compte le mois de sa création et le mois de sa résolution ; le mois en cours jusqu’à aujourd’hui',
    en: 'A ticket counts in the month of its creation and in that of its resolution; this month up to today',
  },
  created: { fr: 'Créés', en: 'Created' },
  resolved: { fr: 'Résolus', en: 'Resolved' },
  service: { fr: 'Part dans les délais par mois', en: 'Share in time per month' },
  serviceDescription: {
    fr: 'Premières réponses des tickets créés dans le mois, et résolutions de ceux résolus dans le mois, à l’échéance au plus tard. Sans échéance, un ticket n’y est pas.',
    en: 'First responses of the tickets created in the month, and resolutions of those resolved in it, when they were due at the latest. Tickets without a due date are left out.',
  },
  answered: { fr: 'Réponses à temps', en: 'Answered in time' },
  solved: { fr: 'Résolus à temps', en: 'Resolved in time' },
};

/** Tickets created and resolved in each month, side by side. */
export function flowPerMonth(language: Language): NamedPanel {
  const { flow, flowDescription, created, resolved } = inLanguage(TEXTS, language);
  return named(
    'flow-per-month',
    perMonth('tickets.flow', { by: 'month' }, ['created', 'resolved'])
      .title(flow)
      .description(flowDescription)
      .overrideByName('created', seriesLook(created, COLOURS.high))
      .overrideByName('resolved', seriesLook(resolved, COLOURS.good))
  );
}

/** Which part of each month's tickets was answered, and resolved, when it was due. */
export function servicePerMonth(language: Language): NamedPanel {
  const { service, serviceDescription, answered, solved } = inLanguage(TEXTS, language);
  return named(
    'service-per-month',
    perMonth('tickets.sla_period', { by: 'month' }, ['first_response_share', 'resolution_share'])
      .title(service)
      .description(serviceDescription)
      .min(0)
      .max(1)
      .overrideByName('first_response_share', seriesLook(answered, COLOURS.low))
      .overrideByName('resolution_share', seriesLook(solved, COLOURS.good))
  );
}

function perMonth(dataset: string, params: QueryParams, columns: readonly string[]): PanelBuilder {
  return new PanelBuilder()
    .datasource(VIGIE)
    .withTarget(query(dataset, params))
    .withTransformation(onlyColumns(['day', ...columns]))
    .xField('day')
    .xTickLabelSpacing(60)
    .xTickLabelMaxLength(10)
    .showValue(VisibilityMode.Auto)
    .groupWidth(0.8)
    .fillOpacity(90)
    .lineWidth(0)
    .legend(legend())
    .tooltip(tooltip())
    .overrideByName('day', [{ id: 'unit', value: 'time:MM/YYYY' }]);
}
