import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { sourceDetails, sourceTiles } from './panels/sources.ts';
import type { Texts } from './texts/texts.ts';
import { ticketPage } from './ticket-page.ts';

/** How far the figures of the other pages can be trusted. */
export function sources(texts: Texts): Dashboard {
  return ticketPage(texts, {
    name: 'sources',
    description: texts.sources.pageDescription,
    panels: [
      [sourceTiles(texts), { x: 0, y: 0, w: 24, h: 8 }],
      [sourceDetails(texts), { x: 0, y: 8, w: 24, h: 16 }],
    ],
  });
}
