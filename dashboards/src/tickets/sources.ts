import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../elements/language.ts';
import { stacked } from '../page/layout.ts';
import { sourceDetails, trustStrip } from './figures/sources.ts';
import { ticketPage } from './ticket-page.ts';

/** How far the figures of the other pages can be trusted. */
export function sources(language: Language): Dashboard {
  return ticketPage(language, {
    name: 'sources',
    description: {
      fr: 'De quand datent les données : état, dernière lecture, lignes lues et dernière erreur de chaque source',
      en: 'How old the data is: state, last reading, rows read and last error of each source',
    },
    layout: stacked([24, sourceDetails(language)], [2, trustStrip(language)]),
  });
}
