import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { pagesLink } from './links.ts';
import { page, type PlacedPanel } from './page.ts';
import { change, yesterday } from './panels/counters/change.ts';
import { enterpriseTitle } from './panels/counters/enterprise.ts';
import { entriesPerDay } from './panels/counters/entries.ts';
import { enterpriseVariable, searchVariable } from './panels/counters/parameters.ts';
import { sites } from './panels/counters/sites.ts';
import { status } from './panels/counters/status.ts';
import { topSites } from './panels/counters/top-sites.ts';
import type { Texts } from './texts/texts.ts';

const UID = 'vigie-counters';

/** The panels by what they show; a tenant's alert rules lead to one of them. */
const ORDER = ['enterprise', 'yesterday', 'week', 'year', 'top', 'status', 'entries', 'sites'] as const;

/** Where an alert rule of a tenant's organisation leads to. */
export function countersPanel(shows: (typeof ORDER)[number]): { dashboard: string; id: number } {
  return { dashboard: UID, id: ORDER.indexOf(shows) + 1 };
}

/** "Compteurs": what an enterprise sees of its shops; the only page of a tenant's organisation. */
export function counters(texts: Texts): Dashboard {
  const { title, description, sites: sitesTitle } = texts.counters.page;
  const panels: Record<(typeof ORDER)[number], PlacedPanel> = {
    enterprise: [enterpriseTitle(), { x: 0, y: 0, w: 10, h: 3 }],
    yesterday: [yesterday(texts), { x: 10, y: 0, w: 4, h: 3 }],
    week: [change(texts, 'week'), { x: 14, y: 0, w: 5, h: 3 }],
    year: [change(texts, 'year'), { x: 19, y: 0, w: 5, h: 3 }],
    top: [topSites(texts), { x: 0, y: 3, w: 16, h: 8 }],
    status: [status(texts), { x: 16, y: 3, w: 8, h: 8 }],
    entries: [entriesPerDay(texts), { x: 0, y: 11, w: 24, h: 5 }],
    sites: [sites(texts, { title: sitesTitle, withEnterprise: false }), { x: 0, y: 16, w: 24, h: 11 }],
  };
  return page({
    uid: UID,
    title,
    description,
    variables: [enterpriseVariable(texts), searchVariable(texts)],
    links: [pagesLink(texts).asDropdown(true)],
    time: { from: 'now/M', to: 'now' },
    panels: ORDER.map((shows) => panels[shows]),
  });
}
