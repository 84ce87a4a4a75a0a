import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../elements/language.ts';
import { beside, SCREEN_ROWS, stacked } from '../page/layout.ts';
import { pagesLink } from '../page/links.ts';
import { page } from '../page/page.ts';
import { COUNTERS_PAGE } from './addresses.ts';
import { entriesAnnotations } from './annotations.ts';
import { change, yesterday } from './panels/change.ts';
import { enterpriseTitle } from './panels/enterprise.ts';
import { entriesPerDay } from './panels/entries.ts';
import { goals } from './panels/goals.ts';
import { bestHours } from './panels/hours/best-hours.ts';
import { openHoursOfSites } from './panels/hours/open-hours.ts';
import { enterpriseVariable, searchVariable } from './panels/parameters.ts';
import { sites } from './panels/sites/sites.ts';
import { status } from './panels/sites/status.ts';
import { topSites } from './panels/sites/top-sites.ts';
import { todayChange, todaySites, todaySoFar } from './panels/today.ts';

const TEXTS = {
  title: { fr: 'Compteurs', en: 'Counters' },
  description: {
    fr: 'Entrées des boutiques d’une entreprise et état de leurs compteurs',
    en: 'Entries of an enterprise’s shops and the state of their counters',
  },
};

/** "Compteurs": what an enterprise sees of its shops; the only page of a tenant's organisation. */
export function counters(language: Language): Dashboard {
  return page({
    uid: COUNTERS_PAGE,
    ...inLanguage(TEXTS, language),
    variables: [enterpriseVariable(language), searchVariable(language)],
    annotations: entriesAnnotations(language),
    links: [pagesLink(language)],
    time: { from: 'now/M', to: 'now' },
    rows: SCREEN_ROWS,
    layout: stacked(
      [
        3,
        beside(
          [9, enterpriseTitle(language)],
          [3, todaySoFar(language)],
          [3, todayChange(language)],
          [3, yesterday(language)],
          [3, change(language, 'week')],
          [3, change(language, 'year')]
        ),
      ],
      [
        8,
        beside(
          [10, topSites(language)],
          [6, openHoursOfSites(language)],
          [8, stacked([5, status(language)], [3, goals(language)])]
        ),
      ],
      [6, beside([9, entriesPerDay(language)], [7, bestHours(language, 5)], [8, todaySites(language)])],
      [9, sites(language, 'one')]
    ),
  });
}
