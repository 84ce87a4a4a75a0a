import type { Dashboard, DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Language, Text } from '../elements/language.ts';
import { SCREEN_ROWS } from '../page/layout.ts';
import { page, type PageOptions } from '../page/page.ts';
import { type PageName, PAGES } from './addresses.ts';
import { headerLinks, TITLES } from './header.ts';
import { withRowTexts } from './values/row-texts.ts';

/** What sets one page of the ticket board apart from the others. */
interface TicketPageOptions extends Pick<PageOptions, 'layout' | 'time' | 'variables' | 'annotations'> {
  name: PageName;
  description: Text;
  /** In front of those every page has. */
  links?: DashboardLinkBuilder[];
}

/** A page of the ticket board: one screen without scrolling, the header of all of them. */
export function ticketPage(
  language: Language,
  { name, description, links = [], ...options }: TicketPageOptions
): Dashboard {
  const dashboard = page({
    ...options,
    uid: PAGES[name],
    title: TITLES[name][language],
    description: description[language],
    rows: SCREEN_ROWS,
    links: [...links, ...headerLinks(language, name)],
  });
  return withRowTexts(dashboard, language);
}
