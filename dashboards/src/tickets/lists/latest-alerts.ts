import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { column, table } from '../../elements/table.ts';
import { DATE_TIME } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  latest: { fr: 'Dernières alertes', en: 'Latest alerts' },
  id: { fr: 'N°', en: 'No.' },
  title: { fr: 'Titre', en: 'Title' },
  client: { fr: 'Client', en: 'Client' },
  device: { fr: 'Appareil', en: 'Device' },
  date: { fr: 'Date', en: 'Date' },
};

/** The 5 newest open alerts. */
export function latestAlerts(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'latest-alerts',
    table()
      .title(texts.latest)
      .withTarget(query('alerts.latest', { limit: 5 }))
      .overrideByName('id', column(texts.id, 70))
      .overrideByName('title', column(texts.title))
      .overrideByName('client', column(texts.client, 195))
      .overrideByName('device', column(texts.device, 170))
      .overrideByName('created', column(texts.date, 140, ...DATE_TIME))
  );
}
