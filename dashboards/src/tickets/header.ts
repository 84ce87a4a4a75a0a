import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language, type Text } from '../elements/language.ts';
import { pagesLink } from '../page/links.ts';
import { type PageName, pageUrl } from './addresses.ts';

/** Titles of the pages, on the pages themselves and on the links to them. */
export const TITLES: Record<PageName, Text> = {
  board: { fr: 'Tableau de bord', en: 'Board' },
  clients: { fr: 'Tickets par gros clients', en: 'Tickets by big client' },
  part: { fr: 'Un pôle', en: 'One queue' },
  client: { fr: 'Un client', en: 'One client' },
  attention: { fr: 'Tickets à surveiller', en: 'Tickets to look at' },
  history: { fr: 'Historique', en: 'History' },
  sources: { fr: 'Sources', en: 'Sources' },
};

const TEXTS = {
  modeA: { fr: 'Mode A : alternance', en: 'Mode A: alternate' },
  modeATooltip: {
    fr: 'Les deux pages du tableau en plein écran, chacune 2 minutes (Échap pour en sortir)',
    en: 'Both pages of the board in full screen, 2 minutes each (Esc to leave)',
  },
  modeB: { fr: 'Mode B : plein écran', en: 'Mode B: full screen' },
  modeBTooltip: {
    fr: 'Cette page seule en plein écran, relue toutes les 2 minutes (Échap pour en sortir)',
    en: 'This page alone in full screen, read again every 2 minutes (Esc to leave)',
  },
};

/** The playlist that `vigie grafana apply` makes. */
const PLAYLIST = '/playlists/play/vigie';

/** Full screen; the panels grow or shrink to the height of the screen. */
const FULL_SCREEN = 'kiosk&autofitpanels&hideLogo';

/** Pages one can go to from every other one; the others are reached by a click on one of them. */
const NAVIGATION = ['board', 'clients', 'history', 'sources'] as const;

/** The header of a page: the other pages, the modes of the office screens, then a list of all pages. */
export function headerLinks(language: Language, page: PageName): DashboardLinkBuilder[] {
  const texts = inLanguage(TEXTS, language);
  return [
    ...NAVIGATION.filter((other) => other !== page).map((other) => link(TITLES[other][language], pageUrl(other))),
    link(texts.modeA, `${PLAYLIST}?${FULL_SCREEN}`, texts.modeATooltip, 'bolt'),
    link(texts.modeB, pageUrl(page, `${FULL_SCREEN}&refresh=2m`), texts.modeBTooltip, 'dashboard'),
    pagesLink(language),
  ];
}

/** A button in the header of a page. */
export function link(title: string, url: string, tooltip = '', icon = 'doc'): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title).type(DashboardLinkType.Link).icon(icon).tooltip(tooltip).url(url);
}
