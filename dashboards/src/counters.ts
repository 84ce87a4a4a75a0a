import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { pagesLink } from './links.ts';
import { page } from './page.ts';
import { change, yesterday } from './panels/counters/change.ts';
import { enterpriseTitle } from './panels/counters/enterprise.ts';
import { entriesPerDay } from './panels/counters/entries.ts';
import { enterpriseVariable, searchVariable } from './panels/counters/parameters.ts';
import { sites } from './panels/counters/sites.ts';
import { status } from './panels/counters/status.ts';
import { topSites } from './panels/counters/top-sites.ts';
import type { Texts } from './texts/texts.ts';

/** "Compteurs": what an enterprise sees of its shops; the only page of a tenant's organisation. */
export function counters(texts: Texts): Dashboard {
  const { title, description, sites: sitesTitle } = texts.counters.page;
  return page({
    uid: 'vigie-counters',
    title,
    description,
    variables: [enterpriseVariable(texts), searchVariable(texts)],
    links: [pagesLink(texts).asDropdown(true)],
    time: { from: 'now/M', to: 'now' },
    panels: [
      [enterpriseTitle(), { x: 0, y: 0, w: 10, h: 3 }],
      [yesterday(texts), { x: 10, y: 0, w: 4, h: 3 }],
      [change(texts, 'week'), { x: 14, y: 0, w: 5, h: 3 }],
      [change(texts, 'year'), { x: 19, y: 0, w: 5, h: 3 }],
      [topSites(texts), { x: 0, y: 3, w: 16, h: 8 }],
      [status(texts), { x: 16, y: 3, w: 8, h: 8 }],
      [entriesPerDay(texts), { x: 0, y: 11, w: 24, h: 5 }],
      [sites(texts, { title: sitesTitle, withEnterprise: false }), { x: 0, y: 16, w: 24, h: 11 }],
    ],
  });
}
