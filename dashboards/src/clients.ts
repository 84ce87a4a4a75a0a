import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import type { PlacedPanel } from './page.ts';
import { link, pageUrl } from './pages.ts';
import { trustStrip } from './panels/sources.ts';
import { queuePanels } from './queue-panels.ts';
import type { Texts } from './texts/texts.ts';
import { ticketPage } from './ticket-page.ts';
import { queueAt } from './variables.ts';

/** Places on the screen; which queue stands where is the rules' choice, so each place is a hidden variable. */
const POSITIONS = [1, 2, 3];
const WIDTH = 24 / POSITIONS.length;

/** "Tickets par gros clients": SUPPORT, ADMIN and SYSADMIN side by side, one screen of 1920 × 1080 without scrolling. */
export function clients(texts: Texts): Dashboard {
  return ticketPage(texts, {
    name: 'clients',
    description: texts.clients.description,
    variables: POSITIONS.map(queueAt),
    links: POSITIONS.map((position) =>
      link(`\${part${position}:text}`, pageUrl('part', `var-queue=\${part${position}}`), '', 'apps')
    ),
    panels: [...POSITIONS.flatMap((position) => part(texts, position)), ...trustStrip(texts, 20)],
  });
}

function part(texts: Texts, position: number): PlacedPanel[] {
  const x = (position - 1) * WIDTH;
  return queuePanels(texts, `$part${position}`, { x, y: 0, w: WIDTH, h: 20 });
}
