import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { momentFigures } from './panels/figures.ts';
import { backlog, firstResponsePerDay, flow } from './panels/over-time.ts';
import { serviceLevels, technicians, waiting } from './panels/service.ts';
import { sourceTiles } from './panels/sources.ts';
import type { Texts } from './texts/texts.ts';
import { ticketPage } from './ticket-page.ts';

/** What became of the tickets over time, and what presses now. */
export function history(texts: Texts): Dashboard {
  const { history: words } = texts;
  // As on the board, which is Atera's.
  const source = { source: 'atera' };
  return ticketPage(texts, {
    name: 'history',
    description: words.description,
    from: 'now-30d',
    panels: [
      [momentFigures(texts), { x: 0, y: 0, w: 24, h: 3 }],
      [backlog(texts, words.byClass, 'class', source), { x: 0, y: 3, w: 8, h: 6 }],
      [backlog(texts, words.byPriority, 'priority', source), { x: 8, y: 3, w: 8, h: 6 }],
      [backlog(texts, words.byImpact, 'impact', source), { x: 16, y: 3, w: 8, h: 6 }],
      [flow(texts), { x: 0, y: 9, w: 12, h: 6 }],
      [firstResponsePerDay(texts), { x: 12, y: 9, w: 12, h: 6 }],
      [serviceLevels(texts), { x: 0, y: 15, w: 8, h: 6 }],
      [technicians(texts), { x: 8, y: 15, w: 6, h: 6 }],
      [waiting(texts), { x: 14, y: 15, w: 10, h: 6 }],
      [sourceTiles(texts), { x: 0, y: 21, w: 24, h: 3 }],
    ],
  });
}
