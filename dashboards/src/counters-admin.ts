import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { pagesLink } from './links.ts';
import { page } from './page.ts';
import { coverage } from './panels/counters/coverage.ts';
import { enterprises } from './panels/counters/enterprises.ts';
import { heatmap } from './panels/counters/heatmap.ts';
import { enterprisesVariable, searchVariable } from './panels/counters/parameters.ts';
import { silentOrAtZero } from './panels/counters/silent.ts';
import { sites } from './panels/counters/sites.ts';
import type { Texts } from './texts/texts.ts';

/** The counters of all enterprises, for the company's own staff. */
export function countersAdmin(texts: Texts): Dashboard {
  const { title, description, sites: sitesTitle } = texts.counters.admin;
  return page({
    uid: 'vigie-counters-admin',
    title,
    description,
    variables: [enterprisesVariable(texts), searchVariable(texts)],
    links: [pagesLink(texts).asDropdown(true)],
    time: { from: 'now/M', to: 'now' },
    panels: [
      [enterprises(texts), { x: 0, y: 0, w: 16, h: 8 }],
      [coverage(texts), { x: 16, y: 0, w: 8, h: 8 }],
      [silentOrAtZero(texts), { x: 0, y: 8, w: 9, h: 9 }],
      [heatmap(texts), { x: 9, y: 8, w: 15, h: 9 }],
      [sites(texts, { title: sitesTitle, withEnterprise: true }), { x: 0, y: 17, w: 24, h: 10 }],
    ],
  });
}
