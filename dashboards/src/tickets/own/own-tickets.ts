import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../elements/language.ts';
import { beside, SCREEN_ROWS, stacked } from '../../page/layout.ts';
import { pagesLink } from '../../page/links.ts';
import { page } from '../../page/page.ts';
import { countedTickets, oldestAge } from '../figures/client-figures.ts';
import { servicePeriod } from '../figures/service/service-period.ts';
import { withRowTexts } from '../values/row-texts.ts';
import { ownTickets } from './list.ts';
import { flowPerMonth, servicePerMonth } from './per-month.ts';

/** Uid of the page; `vigie grafana apply` knows it by that. */
export const OWN_TICKETS_PAGE = 'vigie-tickets';

const TEXTS = {
  title: { fr: 'Vos tickets', en: 'Your tickets' },
  description: {
    fr: 'Vos tickets en cours, ceux des derniers mois et les délais tenus',
    en: 'Your active tickets, those of the last months, and what was done in time',
  },
  open: { fr: 'Ouverts', en: 'Open' },
  openDescription: { fr: 'Vos tickets à traiter par nos équipes', en: 'Your tickets that our teams work on' },
  pending: { fr: 'En attente', en: 'Pending' },
  pendingDescription: {
    fr: 'Vos tickets qui attendent une réponse ou une action de votre part',
    en: 'Your tickets that wait for an answer, or for something to be done on your side',
  },
};

/** "Vos tickets": what a client company sees of its own tickets, in its own organisation; the token decides whose they are. */
export function ownTicketsPage(language: Language): Dashboard {
  const { title, description, ...texts } = inLanguage(TEXTS, language);
  const open = { title: texts.open, description: texts.openDescription };
  const pending = { title: texts.pending, description: texts.pendingDescription };
  const dashboard = page({
    uid: OWN_TICKETS_PAGE,
    title,
    description,
    links: [pagesLink(language)],
    // Twelve months, this one included.
    time: { from: 'now-11M/M', to: 'now' },
    rows: SCREEN_ROWS,
    layout: stacked(
      [
        8,
        beside(
          [
            4,
            stacked(
              [1, countedTickets('open', { class: 'open' }, open)],
              [1, countedTickets('pending', { class: 'pending' }, pending)],
              [1, oldestAge(language)]
            ),
          ],
          [10, flowPerMonth(language)],
          [10, servicePerMonth(language)]
        ),
      ],
      [4, beside([1, servicePeriod(language, 'last_month')], [1, servicePeriod(language, 'this_month')])],
      [14, ownTickets(language)]
    ),
  });
  return withRowTexts(dashboard, language);
}
