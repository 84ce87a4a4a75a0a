import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../elements/language.ts';
import { beside, SCREEN_ROWS, stacked } from '../page/layout.ts';
import { pagesLink } from '../page/links.ts';
import { page } from '../page/page.ts';
import { COUNTERS_ADMIN_PAGE } from './addresses.ts';
import { coverage } from './panels/coverage.ts';
import { enterprises } from './panels/enterprises.ts';
import { bestHours } from './panels/hours/best-hours.ts';
import { heatmap } from './panels/hours/heatmap.ts';
import { openHoursOfEnterprises } from './panels/hours/open-hours.ts';
import { enterprisesVariable, searchVariable } from './panels/parameters.ts';
import { silentOrAtZero, silentToday } from './panels/sites/silent.ts';
import { sites } from './panels/sites/sites.ts';

const TEXTS = {
  title: { fr: 'Compteurs, toutes les entreprises', en: 'Counters, all enterprises' },
  description: {
    fr: 'Entrées et compteurs de toutes les entreprises',
    en: 'Entries and counters of all enterprises',
  },
};

/** The counters of all enterprises, for the company's own staff. */
export function countersAdmin(language: Language): Dashboard {
  return page({
    uid: COUNTERS_ADMIN_PAGE,
    ...inLanguage(TEXTS, language),
    variables: [enterprisesVariable(language), searchVariable(language)],
    links: [pagesLink(language)],
    time: { from: 'now/M', to: 'now' },
    rows: SCREEN_ROWS,
    layout: stacked(
      // Room for a dozen enterprises.
      [10, beside([14, enterprises(language)], [5, openHoursOfEnterprises(language)], [5, coverage(language)])],
      [
        9,
        beside(
          [7, stacked([3, silentToday(language)], [6, silentOrAtZero(language)])],
          [13, heatmap(language)],
          [4, bestHours(language, 8)]
        ),
      ],
      [7, sites(language, 'all')]
    ),
  });
}
