import { PanelBuilder } from '@grafana/grafana-foundation-sdk/dashboard';

import { inLanguage, type Language } from '../../../elements/language.ts';
import { figure, list } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { DAY, ENTERPRISE } from '../parameters.ts';

const ALERTS = {
  zero: {
    heading: { fr: 'Compteurs à zéro', en: 'Counters at zero' },
    description: {
      fr: 'Une ligne par boutique ouverte qui a fait 0 entrée le jour choisi',
      en: 'One line for each open shop with 0 entries on the chosen day',
    },
    emptyText: { fr: 'Aucun compteur à zéro ce jour-là', en: 'No counter at zero on that day' },
  },
  no_data: {
    heading: { fr: 'Compteurs muets', en: 'Silent counters' },
    description: {
      fr: 'Une ligne par boutique ouverte dont le compteur n’a rien envoyé le jour choisi',
      en: 'One line for each open shop whose counter sent nothing on the chosen day',
    },
    emptyText: { fr: 'Aucun compteur muet ce jour-là', en: 'No silent counter on that day' },
  },
  drop: {
    heading: { fr: 'Chutes des entrées', en: 'Drops' },
    description: {
      fr: 'Boutiques dont les entrées ont chuté hier par rapport aux jours comparables',
      en: 'Shops whose entries dropped yesterday against comparable days',
    },
    emptyText: { fr: 'Aucune chute des entrées', en: 'No drop of the entries' },
  },
  silent_today: {
    heading: { fr: 'Compteurs muets aujourd’hui', en: 'Counters silent today' },
    description: {
      fr: 'Boutiques ouvertes dont le compteur horaire n’envoie plus rien depuis quelques heures',
      en: 'Open shops whose hourly counter has sent nothing for some hours',
    },
    emptyText: { fr: 'Aucun compteur muet aujourd’hui', en: 'No counter silent today' },
  },
};

const TEXTS = {
  code: { fr: 'Code compteur', en: 'Counter code' },
  date: { fr: 'Date', en: 'Day after' },
  firing: { fr: 'Alertes en cours dans Grafana', en: 'Alerts firing in Grafana' },
  firingDescription: {
    fr: 'Ce que les règles d’alerte signalent en ce moment ; une alerte s’éteint d’elle-même',
    en: 'What the alert rules report right now; an alert ends by itself',
  },
};

export type AlertKind = keyof typeof ALERTS;

/** Names of the panels, which alert rules lead to. */
export const ALERT_PANELS = {
  zero: 'zero',
  no_data: 'no-data',
  drop: 'drop',
  silent_today: 'silent-today',
  firing: 'firing',
} as const;

/** One line a counter: enterprise, code, the sentence and the day after the one it is about. */
export function counterAlerts(language: Language, kind: AlertKind): NamedPanel {
  const { description, ...texts } = inLanguage(ALERTS[kind], language);
  const titles = inLanguage(TEXTS, language);
  return named(
    ALERT_PANELS[kind],
    list({ ...texts, columns: ['enterprise', 'code', 'city', 'message', 'date'], showColumnNames: true })
      .description(description)
      // Silence today is of today, whatever day is chosen.
      .withTarget(query('counters.zero_alerts', { ...ENTERPRISE, ...(kind === 'silent_today' ? {} : DAY), kind }))
      .overrideByName('code', figure(titles.code))
      .overrideByName('date', figure(titles.date))
  );
}

/** What Grafana's own alert rules report right now, instance by instance. The SDK has no builder for this kind of panel. */
export function firingAlerts(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  const panel = new PanelBuilder()
    .type('alertlist')
    .title(texts.firing)
    .description(texts.firingDescription)
    .options({
      viewMode: 'list',
      groupMode: 'default',
      groupBy: [],
      sortOrder: 3,
      maxItems: 20,
      dashboardAlerts: false,
      alertName: '',
      alertInstanceLabelFilter: '',
      datasource: '-- Grafana --',
      showInstances: true,
      showInactiveAlerts: false,
      stateFilter: {
        firing: true,
        pending: true,
        recovering: true,
        noData: false,
        normal: false,
        error: true,
      },
    });
  return named(ALERT_PANELS.firing, panel);
}
