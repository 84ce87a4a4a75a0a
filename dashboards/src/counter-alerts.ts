import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { pagesLink } from './links.ts';
import { page, type PlacedPanel } from './page.ts';
import { counterAlerts, firingAlerts } from './panels/counters/alerts.ts';
import { dayVariable, enterprisesVariable } from './panels/counters/parameters.ts';
import type { Texts } from './texts/texts.ts';

const UID = 'vigie-alerts';

/** The panels by what they show; a rule leads to the one that shows the same. */
const ORDER = ['zero', 'no_data', 'drop', 'firing'] as const;

/** Where an alert rule leads to. */
export function alertsPanel(shows: (typeof ORDER)[number]): { dashboard: string; id: number } {
  return { dashboard: UID, id: ORDER.indexOf(shows) + 1 };
}

/** "Alertes": one line for each counter at zero, silent or dropping on a day, and what Grafana's rules report now. */
export function counterAlertsPage(texts: Texts): Dashboard {
  const { title, description } = texts.counters.alerts;
  const panels: Record<(typeof ORDER)[number], PlacedPanel> = {
    zero: [counterAlerts(texts, 'zero'), { x: 0, y: 0, w: 15, h: 9 }],
    no_data: [counterAlerts(texts, 'no_data'), { x: 0, y: 9, w: 15, h: 9 }],
    drop: [counterAlerts(texts, 'drop'), { x: 0, y: 18, w: 15, h: 6 }],
    firing: [firingAlerts(texts), { x: 15, y: 0, w: 9, h: 24 }],
  };
  return page({
    uid: UID,
    title,
    description,
    variables: [enterprisesVariable(texts), dayVariable(texts)],
    links: [pagesLink(texts).asDropdown(true)],
    time: { from: 'now-24h', to: 'now' },
    panels: ORDER.map((shows) => panels[shows]),
  });
}
