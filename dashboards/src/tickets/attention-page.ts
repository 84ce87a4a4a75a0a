import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from '../elements/language.ts';
import { choiceVariable } from '../elements/variables.ts';
import { beside, stacked } from '../page/layout.ts';
import { trustStrip } from './figures/sources.ts';
import { attentionTickets } from './lists/attention-tickets.ts';
import { allDueDates } from './lists/due-tickets.ts';
import { ticketPage } from './ticket-page.ts';
import { ATTENTION } from './values/attention.ts';

const VARIABLE: Text = { fr: 'À surveiller', en: 'To look at' };

/** The tickets behind the figures of the board that call for attention, one reason at a time, beside all due dates. */
export function attentionPage(language: Language): Dashboard {
  return ticketPage(language, {
    name: 'attention',
    description: {
      fr: 'Les tickets que compte le tableau de bord : non assignés, inactifs, avec une réponse du client, en dépassement ; et toutes les échéances',
      en: 'The tickets that the board counts: unassigned, idle, replied to by the client, past due; and all due dates',
    },
    variables: [
      choiceVariable(
        'attention',
        Object.entries(ATTENTION).map(([value, title]) => ({ value, text: title[language] }))
      ).label(VARIABLE[language]),
    ],
    layout: stacked(
      [24, beside([13, attentionTickets(language, 'attention')], [11, allDueDates(language)])],
      [2, trustStrip(language)]
    ),
  });
}
