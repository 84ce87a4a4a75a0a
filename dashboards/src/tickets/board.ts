import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../elements/language.ts';
import { beside, stacked } from '../page/layout.ts';
import { attention } from './figures/attention.ts';
import { trustStrip } from './figures/sources.ts';
import { counts, firstResponse } from './figures/summary.ts';
import { ticketsByPriority } from './figures/tickets-by-priority.ts';
import { today } from './figures/today.ts';
import { nextDueDates } from './lists/due-tickets.ts';
import { latestAlerts } from './lists/latest-alerts.ts';
import { latestTickets } from './lists/latest-tickets.ts';
import { ticketPage } from './ticket-page.ts';

/** "Tableau de bord": the ticket board, one screen of 1920 × 1080 without scrolling. */
export function board(language: Language): Dashboard {
  return ticketPage(language, {
    name: 'board',
    description: {
      fr: 'Tickets et alertes en cours, relus toutes les 2 minutes',
      en: 'Tickets and alerts in progress, read again every 2 minutes',
    },
    layout: stacked(
      [4, beside([1, counts(language)], [1, firstResponse(language)])],
      [8, beside([1, latestTickets(language, 'open')], [1, latestTickets(language, 'pending')])],
      [
        12,
        beside(
          [
            1,
            stacked(
              [3, today(language)],
              [3, attention(language)],
              [6, beside([1, ticketsByPriority(language, 'open')], [1, ticketsByPriority(language, 'pending')])]
            ),
          ],
          [1, stacked([6, nextDueDates(language)], [6, latestAlerts(language)])]
        ),
      ],
      [2, trustStrip(language)]
    ),
  });
}
