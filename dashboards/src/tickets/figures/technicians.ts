import { TableCellDisplayMode } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Charge par technicien', en: 'Load per technician' },
  description: {
    fr: 'Tickets ouverts et en attente de chaque technicien, maintenant ; ceux sans technicien ont une ligne à eux',
    en: 'Open and pending tickets of each technician, now; those without one have a row of their own',
  },
  technician: { fr: 'Technicien', en: 'Technician' },
  open: { fr: 'Ouverts', en: 'Open' },
  pending: { fr: 'En attente', en: 'Pending' },
};

/** Active tickets of each technician. */
export function technicians(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'technicians',
    table()
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('tickets.technicians'))
      .withTransformation(chosenColumns(['technician', 'open', 'pending']))
      .overrideByName('technician', column(texts.technician, 190))
      .overrideByName('open', column(texts.open, undefined, ...COUNT, ...bar(COLOURS.low)))
      .overrideByName('pending', column(texts.pending, undefined, ...COUNT, ...bar(COLOURS.medium)))
  );
}

/** A cell with a bar beside its number. */
function bar(colour: string): DynamicConfigValue[] {
  return [
    {
      id: 'custom.cellOptions',
      value: { type: TableCellDisplayMode.Gauge, mode: 'basic', valueDisplayMode: 'text' },
    },
    { id: 'color', value: { mode: 'fixed', fixedColor: colour } },
    { id: 'min', value: 0 },
  ];
}
