import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  heading: { fr: 'Dernières alertes', en: 'Latest alerts' },
  emptyText: { fr: 'Aucune alerte ouverte', en: 'No open alert' },
};

const COLUMNS = ['id', 'title', 'client', 'device', 'created'];

/** The 5 newest open alerts. */
export function latestAlerts(language: Language): NamedPanel {
  return named(
    'latest-alerts',
    list({ ...inLanguage(TEXTS, language), columns: COLUMNS }).withTarget(query('alerts.latest', { limit: 5 }))
  );
}
