import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../elements/language.ts';
import { beside, stacked } from '../page/layout.ts';
import { outages } from './annotations.ts';
import { backlog } from './figures/backlog.ts';
import { closedPerTechnician } from './figures/closed-per-technician.ts';
import { flow } from './figures/flow.ts';
import { firstResponsePerDay } from './figures/service/first-response.ts';
import { resolutionPerDay } from './figures/service/resolution.ts';
import { serviceLevels } from './figures/service/service-levels.ts';
import { servicePeriod } from './figures/service/service-period.ts';
import { trustStrip } from './figures/sources.ts';
import { momentFigures } from './figures/summary.ts';
import { technicians } from './figures/technicians.ts';
import { oldestTickets } from './lists/oldest-tickets.ts';
import { waiting } from './lists/waiting.ts';
import { ticketPage } from './ticket-page.ts';

/** What became of the tickets over time, and what presses now. */
export function history(language: Language): Dashboard {
  // As on the board, which is Atera's.
  const source = { source: 'atera' };
  return ticketPage(language, {
    name: 'history',
    description: {
      fr: 'Le stock de tickets au fil du temps, les délais et ce qui presse',
      en: 'The backlog over time, response times and what presses',
    },
    time: { from: 'now-30d', to: 'now' },
    annotations: [outages(language, ['backlog-class', 'backlog-priority', 'backlog-impact', 'flow'])],
    layout: stacked(
      [4, momentFigures(language)],
      [
        4,
        beside(
          [1, backlog(language, 'class', source)],
          [1, backlog(language, 'priority', source)],
          [1, backlog(language, 'impact', source)]
        ),
      ],
      [5, beside([8, flow(language)], [8, firstResponsePerDay(language)], [8, resolutionPerDay(language)])],
      [
        6,
        beside(
          [10, servicePeriod(language, 'last_month')],
          [8, serviceLevels(language)],
          [6, closedPerTechnician(language)]
        ),
      ],
      [6, beside([8, waiting(language)], [10, oldestTickets(language)], [6, technicians(language)])],
      [2, trustStrip(language)]
    ),
  });
}
