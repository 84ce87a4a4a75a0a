import {
  BigValueColorMode,
  BigValueTextMode,
  VizTextDisplayOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorBuilder, FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';

import type { Language, Text } from '../../elements/language.ts';
import { colourFromOne, COLOURS } from '../../elements/palette.ts';
import { query, type QueryParams } from '../../elements/query.ts';
import { oneValue, stat } from '../../elements/stat.ts';
import { onlyColumns } from '../../elements/transformations.ts';
import { COUNT, DURATION } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

/** What is counted of one client; red from one on where it alarms. */
const COUNTS = {
  open: {
    params: { class: 'open' },
    colour: COLOURS.quiet,
    title: { fr: 'Ouverts', en: 'Open' },
    description: {
      fr: 'Tickets du client à traiter, des trois pôles',
      en: 'Tickets of the client to be worked on, of all queues',
    },
  },
  pending: {
    params: { class: 'pending' },
    colour: COLOURS.quiet,
    title: { fr: 'En attente', en: 'Pending' },
    description: {
      fr: 'Tickets du client qui attendent une réponse ou une action de sa part',
      en: 'Tickets of the client that wait for an answer or for something the client has to do',
    },
  },
  overdue: {
    params: { overdue: true },
    colour: COLOURS.critical,
    title: { fr: 'En retard', en: 'Overdue' },
    description: {
      fr: 'Tickets ouverts du client au-delà de la limite de leur pôle',
      en: 'Open tickets of the client beyond the limit of their queue',
    },
  },
} satisfies Record<string, { params: QueryParams; colour: string; title: Text; description: Text }>;

const OLDEST: Text = { fr: 'Le plus ancien', en: 'Oldest' };
const OLDEST_DESCRIPTION: Text = {
  fr: 'Âge du plus ancien ticket ouvert, depuis sa création',
  en: 'Age of the oldest open ticket, since its creation',
};

/** How many tickets of a client `tickets.list` holds. */
export function ticketCount(language: Language, counts: keyof typeof COUNTS, client: string): NamedPanel {
  const { params, colour, title, description } = COUNTS[counts];
  return countedTickets(
    counts,
    { ...params, client },
    { colour, title: title[language], description: description[language] }
  );
}

/** How many tickets `tickets.list` holds with these parameters; coloured from one on. */
export function countedTickets(
  name: string,
  params: QueryParams,
  { colour = COLOURS.quiet, title, description }: { colour?: string; title: string; description: string }
): NamedPanel {
  return named(
    name,
    figure(params, 'id', 'count')
      .description(description)
      .thresholds(colourFromOne(COLOURS.quiet, colour))
      .text(text(COUNT_SIZE))
      .overrideByName('id', [...COUNT, { id: 'displayName', value: title }])
  );
}

/** Age of a client's oldest open ticket; of all that the reader may see without a client. */
export function oldestAge(language: Language, client?: string): NamedPanel {
  return named(
    'oldest-age',
    figure({ ...(client === undefined ? {} : { client }), class: 'open' }, 'age_s', 'max')
      .description(OLDEST_DESCRIPTION[language])
      .thresholds(colourFromOne(COLOURS.quiet, COLOURS.quiet))
      .text(text(AGE_SIZE))
      .noValue('–')
      .overrideByName('age_s', [...DURATION, { id: 'displayName', value: OLDEST[language] }])
  );
}

/** Pixels. Below the figure stands its name, which has more room there than a title of Grafana's beside its signs. */
const COUNT_SIZE = 52;
const AGE_SIZE = 30;
const NAME_SIZE = 14;

function text(valueSize: number): VizTextDisplayOptionsBuilder {
  return new VizTextDisplayOptionsBuilder().titleSize(NAME_SIZE).valueSize(valueSize);
}

function figure(params: QueryParams, column: string, calculation: string): PanelBuilder {
  return stat()
    .withTarget(query('tickets.list', { ...params, limit: 10_000 }))
    .withTransformation(onlyColumns([column]))
    .reduceOptions(oneValue(calculation, '/.*/'))
    .textMode(BigValueTextMode.ValueAndName)
    .wideLayout(false)
    .colorMode(BigValueColorMode.BackgroundSolid)
    .colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Thresholds))
    .noValue('0');
}
