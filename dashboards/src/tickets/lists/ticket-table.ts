import type { Builder, Dataquery } from '@grafana/grafana-foundation-sdk/cog';
import { type DynamicConfigValue, MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';

import type { Language, Text } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { colouredCell, column, HIDDEN, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { DATE_TIME, DURATION } from '../../elements/units.ts';
import { yesNoMappings } from '../../elements/yes-no.ts';
import { priorityMappings } from '../priorities.ts';

interface Column {
  title: Text;
  look?: (language: Language) => DynamicConfigValue[];
}

/** What the columns of a ticket look like in every table, by their names in the datasets. */
const COLUMNS = {
  source: { title: { fr: 'Source', en: 'Source' } },
  id: { title: { fr: 'N°', en: 'No.' } },
  title: { title: { fr: 'Titre', en: 'Title' } },
  client: { title: { fr: 'Client', en: 'Client' } },
  queue_title: { title: { fr: 'Pôle', en: 'Queue' } },
  class: { title: { fr: 'Classe', en: 'Class' }, look: classNames },
  status: { title: { fr: 'Statut', en: 'Status' } },
  priority: {
    title: { fr: 'Priorité', en: 'Priority' },
    look: (language) => colouredCell(priorityMappings(language)),
  },
  impact: { title: { fr: 'Impact', en: 'Impact' } },
  technician: { title: { fr: 'Technicien', en: 'Technician' } },
  created: { title: { fr: 'Créé le', en: 'Created' }, look: () => DATE_TIME },
  age_s: { title: { fr: 'Âge', en: 'Age' }, look: () => DURATION },
  waiting_s: { title: { fr: 'Attend depuis', en: 'Waiting for' }, look: () => DURATION },
  overdue: {
    title: { fr: 'En retard', en: 'Overdue' },
    look: (language) => colouredCell(yesNoMappings(language, { yes: COLOURS.critical, no: COLOURS.quiet })),
  },
} satisfies Record<string, Column>;

/** Columns in the order of the screen, each with its width in pixels; those with `rest` share what the others leave. */
export type TicketColumns = Partial<Record<keyof typeof COLUMNS, number | 'rest'>>;

const NONE: Text = { fr: 'Aucun ticket', en: 'No ticket' };

/** What a click on a title opens. */
const OPENS = {
  atera: { fr: 'Ouvrir le ticket dans Atera', en: 'Open the ticket in Atera' },
  source: { fr: 'Ouvrir le ticket dans Atera ou Odoo', en: 'Open the ticket in Atera or Odoo' },
};

/** Rows of a dataset of tickets; a title leads to the ticket where it lives (the dataset's column `url`). */
export function ticketTable(
  language: Language,
  target: Builder<Dataquery>,
  columns: TicketColumns,
  opens: keyof typeof OPENS = 'source'
): PanelBuilder {
  const link = { title: OPENS[opens][language], url: '${__data.fields.url}', targetBlank: true };
  const panel = table(NONE[language])
    .withTarget(target)
    .withTransformation(chosenColumns([...Object.keys(columns), 'url']))
    .overrideByName('url', HIDDEN);
  for (const [name, width] of Object.entries(columns)) {
    const { title, look }: Column = COLUMNS[name as keyof typeof COLUMNS];
    panel.overrideByName(
      name,
      column(
        title[language],
        width === 'rest' ? undefined : width,
        ...(look?.(language) ?? []),
        ...(name === 'title' ? [{ id: 'links', value: [link] }] : [])
      )
    );
  }
  return panel;
}

function classNames(language: Language): DynamicConfigValue[] {
  const open: Text = { fr: 'Ouvert', en: 'Open' };
  const pending: Text = { fr: 'En attente', en: 'Pending' };
  return [
    {
      id: 'mappings',
      value: [
        {
          type: MappingType.ValueToText,
          options: { open: { text: open[language] }, pending: { text: pending[language] } },
        },
      ],
    },
  ];
}
