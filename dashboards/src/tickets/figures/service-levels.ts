import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue, MappingType, ThresholdsMode } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { column, table } from '../../elements/table.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Niveaux de service', en: 'Service levels' },
  description: {
    fr: 'Tickets actifs dont l’échéance est dépassée, ou tombe dans l’heure, dans 1 à 4 h, dans 4 à 24 h',
    en: 'Active tickets past their due date, or due within the hour, in 1 to 4 h, in 4 to 24 h',
  },
  commitment: { fr: 'Engagement', en: 'Commitment' },
  firstResponse: { fr: 'Première réponse', en: 'First response' },
  resolution: { fr: 'Résolution', en: 'Resolution' },
};

/** Columns with counts, in the order of the screen. */
const COUNTS = {
  breached: { colour: COLOURS.critical, title: { fr: 'Dépassés', en: 'Breached' } },
  due_1h: { colour: COLOURS.high, title: { fr: '≤ 1 h', en: '≤ 1 h' } },
  due_4h: { colour: COLOURS.medium, title: { fr: '1–4 h', en: '1–4 h' } },
  due_24h: { colour: COLOURS.low, title: { fr: '4–24 h', en: '4–24 h' } },
};

/** Service levels: what is past its due date, and what will be soon. */
export function serviceLevels(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = table()
    .title(texts.title)
    .description(texts.description)
    .withTarget(query('tickets.sla'))
    .overrideByName(
      'kind',
      column(texts.commitment, undefined, {
        id: 'mappings',
        value: [
          {
            type: MappingType.ValueToText,
            options: { first_response: { text: texts.firstResponse }, resolution: { text: texts.resolution } },
          },
        ],
      })
    );
  for (const [name, { colour, title }] of Object.entries(COUNTS)) {
    panel.overrideByName(name, column(title[language], 105, ...COUNT, ...colouredFromOne(colour)));
  }
  return named('service-levels', panel);
}

/** A cell that is coloured from one on. */
function colouredFromOne(colour: string): DynamicConfigValue[] {
  return [
    { id: 'color', value: { mode: 'thresholds' } },
    {
      id: 'thresholds',
      value: {
        mode: ThresholdsMode.Absolute,
        steps: [
          { value: null, color: COLOURS.quiet },
          { value: 1, color: colour },
        ],
      },
    },
    { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorBackground, mode: 'basic' } },
  ];
}
