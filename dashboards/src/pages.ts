import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { pagesLink } from './links.ts';
import type { Texts } from './texts/texts.ts';

/** Uids of the pages of the ticket board; the same in every organisation and language. */
export const PAGES = {
  board: 'vigie-board',
  clients: 'vigie-clients',
  part: 'vigie-part',
  client: 'vigie-client',
  history: 'vigie-history',
  sources: 'vigie-sources',
} as const;

export type PageName = keyof typeof PAGES;

/** The playlist that `vigie grafana apply` makes. */
const PLAYLIST = '/playlists/play/vigie';

/** Full screen; the panels grow or shrink to the height of the screen. */
const FULL_SCREEN = 'kiosk&autofitpanels';

/** Pages one can go to from every other one; part and client are reached by a click on one of them. */
const NAVIGATION = ['board', 'clients', 'history', 'sources'] as const;

/** Address of a page, as links inside of Grafana write it. */
export function pageUrl(page: PageName, parameters = ''): string {
  return `/d/${PAGES[page]}${parameters === '' ? '' : `?${parameters}`}`;
}

/** The header of a page: the other pages, the modes of the office screens, then a list of all pages. */
export function headerLinks(texts: Texts, page: PageName): DashboardLinkBuilder[] {
  const { links, titles } = texts;
  return [
    ...NAVIGATION.filter((other) => other !== page).map((other) => link(titles[other], pageUrl(other))),
    link(links.modeA, `${PLAYLIST}?${FULL_SCREEN}`, links.modeATooltip, 'bolt'),
    link(links.modeB, pageUrl(page, `${FULL_SCREEN}&refresh=2m`), links.modeBTooltip, 'dashboard'),
    pagesLink(texts).asDropdown(true),
  ];
}

/** A button in the header of a page. */
export function link(title: string, url: string, tooltip = '', icon = 'doc'): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).icon(icon).tooltip(tooltip).url(url);
}
