import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../elements/language.ts';
import { beside, stacked } from '../page/layout.ts';
import { pagesLink } from '../page/links.ts';
import { page } from '../page/page.ts';
import { ALERTS_PAGE } from './addresses.ts';
import { dayVariable, enterprisesVariable } from './panels/parameters.ts';
import { counterAlerts, firingAlerts } from './panels/sites/alerts.ts';

const TEXTS = {
  title: { fr: 'Alertes des compteurs', en: 'Counter alerts' },
  description: {
    fr: 'Compteurs muets aujourd’hui, à zéro, sans données ou en chute, et alertes en cours',
    en: 'Counters silent today, at zero, without data or dropping, and the alerts of now',
  },
};

/** "Alertes": one line for each counter at zero, silent or dropping on a day, and what Grafana's rules report now. */
export function counterAlertsPage(language: Language): Dashboard {
  return page({
    uid: ALERTS_PAGE,
    ...inLanguage(TEXTS, language),
    variables: [enterprisesVariable(language), dayVariable(language)],
    links: [pagesLink(language)],
    rows: 25,
    layout: beside(
      [
        15,
        stacked(
          [5, counterAlerts(language, 'silent_today')],
          [8, counterAlerts(language, 'zero')],
          [7, counterAlerts(language, 'no_data')],
          [5, counterAlerts(language, 'drop')]
        ),
      ],
      [9, firingAlerts(language)]
    ),
  });
}
