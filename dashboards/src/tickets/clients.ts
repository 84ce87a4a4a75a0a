import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../elements/language.ts';
import { queueAt } from '../elements/variables.ts';
import { beside, stacked } from '../page/layout.ts';
import { pageUrl } from './addresses.ts';
import { clientsOfQueue } from './figures/by-client.ts';
import { trustStrip } from './figures/sources.ts';
import { link } from './header.ts';
import { ticketPage } from './ticket-page.ts';

/** Places on the screen; which queue stands where is the rules' choice, so each place is a hidden variable. */
const POSITIONS = [1, 2, 3];

/** "Tickets par gros clients": SUPPORT, ADMIN and SYSADMIN side by side, one screen of 1920 × 1080 without scrolling. */
export function clients(language: Language): Dashboard {
  return ticketPage(language, {
    name: 'clients',
    description: {
      fr: 'Tickets ouverts des gros clients, pôle par pôle, relus toutes les 2 minutes',
      en: 'Open tickets of the big clients, queue by queue, read again every 2 minutes',
    },
    variables: POSITIONS.map(queueAt),
    links: POSITIONS.map((position) =>
      link(`\${part${position}:text}`, pageUrl('part', `var-queue=\${part${position}}`), '', 'apps')
    ),
    layout: stacked(
      // By place: a variable that failed to load during an outage is not asked for again when a playlist comes back to the page.
      [
        24,
        beside(...POSITIONS.map((position) => [1, clientsOfQueue(language, `part${position}`, { position })] as const)),
      ],
      [2, trustStrip(language)]
    ),
  });
}
