import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from '../elements/language.ts';
import { datasetVariable } from '../elements/variables.ts';
import { beside, stacked } from '../page/layout.ts';
import { outages } from './annotations.ts';
import { ageing } from './figures/ageing.ts';
import { backlog } from './figures/backlog.ts';
import { oldestAge, ticketCount } from './figures/client-figures.ts';
import { servicePeriod } from './figures/service/service-period.ts';
import { trustStrip } from './figures/sources.ts';
import { clientTickets } from './lists/client-tickets.ts';
import { ticketPage } from './ticket-page.ts';

const CLIENT = '$client';

const VARIABLE: Text = { fr: 'Client', en: 'Client' };

/** One client: its tickets of all parts and both systems together. */
export function client(language: Language): Dashboard {
  return ticketPage(language, {
    name: 'client',
    description: {
      fr: 'Tous les tickets actifs d’un client, ceux d’Atera et ceux d’Odoo ensemble',
      en: 'All active tickets of a client, those of Atera and of Odoo together',
    },
    time: { from: 'now-30d', to: 'now' },
    annotations: [outages(language, ['backlog-trend'])],
    variables: [
      datasetVariable('client', { dataset: 'tickets.by_client', valueColumn: 'client' }).label(VARIABLE[language]),
    ],
    layout: stacked(
      [
        8,
        beside(
          [
            6,
            stacked(
              [1, beside([1, ticketCount(language, 'open', CLIENT)], [1, ticketCount(language, 'pending', CLIENT)])],
              [1, beside([1, ticketCount(language, 'overdue', CLIENT)], [1, oldestAge(language, CLIENT)])]
            ),
          ],
          [8, ageing(language, CLIENT)],
          [10, backlog(language, 'trend', { client: CLIENT })]
        ),
      ],
      [
        3,
        beside([1, servicePeriod(language, 'last_month', CLIENT)], [1, servicePeriod(language, 'this_month', CLIENT)]),
      ],
      [13, clientTickets(language, CLIENT)],
      [2, trustStrip(language)]
    ),
  });
}
