import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  description: {
    fr: 'Les 5 alertes ouvertes les plus récentes d’Atera, avec l’appareil qui les a levées',
    en: 'The 5 newest open alerts of Atera, with the device that raised them',
  },
  heading: { fr: 'Dernières alertes', en: 'Latest alerts' },
  emptyText: { fr: 'Aucune alerte ouverte', en: 'No open alert' },
};

const COLUMNS = ['id', 'title', 'client', 'device', 'created'];

/** The 5 newest open alerts. */
export function latestAlerts(language: Language): NamedPanel {
  const { description, ...texts } = inLanguage(TEXTS, language);
  return named(
    'latest-alerts',
    list({ ...texts, columns: COLUMNS, lines: 1 })
      .description(description)
      .withTarget(query('alerts.latest', { limit: 5 }))
  );
}
