import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language } from '../elements/language.ts';
import { attentionPage } from './attention-page.ts';
import { board } from './board.ts';
import { client } from './client.ts';
import { clients } from './clients.ts';
import { history } from './history.ts';
import { part } from './part.ts';
import { sources } from './sources.ts';

/** All pages of the ticket board. */
export function ticketPages(language: Language): Dashboard[] {
  return [board, clients, part, client, attentionPage, history, sources].map((page) => page(language));
}
