import type { Dashboard, DashboardLinkBuilder } from '@grafana/grafana-foundation-sdk/dashboard';
import { page, type PageOptions } from './page.ts';
import { headerLinks, type PageName, PAGES } from './pages.ts';
import type { Texts } from './texts/texts.ts';

/** What sets one page of the ticket board apart from the others. */
interface TicketPageOptions extends Pick<PageOptions, 'description' | 'panels' | 'variables'> {
  name: PageName;
  /** In front of those every page has. */
  links?: DashboardLinkBuilder[];
  /** Where the range begins; a day ago unless a panel looks further back. */
  from?: string;
}

/** A page of the ticket board: the header of all of them, and a range that ends now. */
export function ticketPage(
  texts: Texts,
  { name, links = [], from = 'now-24h', ...options }: TicketPageOptions
): Dashboard {
  return page({
    ...options,
    uid: PAGES[name],
    title: texts.titles[name],
    links: [...links, ...headerLinks(texts, name)],
    // Even where no panel looks at the range: Grafana hides its refresh button together with the time picker.
    time: { from, to: 'now' },
  });
}
