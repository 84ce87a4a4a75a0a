import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { valueTexts } from '../../elements/value-texts.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Lectures en cours et quotas', en: 'Readings under way and quotas' },
  description: {
    fr: 'Ce que ce serveur lit en ce moment, et les appels que chaque source permet dans une minute glissante. Un serveur qui ne lit pas les sources n’a rien ici.',
    en: 'What this backend reads at the moment, and the requests that each upstream allows in a sliding minute. A backend that does not read the upstreams has nothing here.',
  },
  none: { fr: 'Aucune source n’est connectée', en: 'No upstream is connected' },
  connection: { fr: 'Source', en: 'Source' },
  phase: { fr: 'Lecture', en: 'Reading' },
  since: { fr: 'Depuis', en: 'For' },
  inMinute: { fr: 'Appels', en: 'Requests' },
  perMinute: { fr: 'Permis', en: 'Allowed' },
  waiting: { fr: 'En attente', en: 'Waiting' },
  paused: { fr: 'Pause restante', en: 'Pause left' },
};

const PHASES = {
  refresh: { title: { fr: 'Changements', en: 'Changes' } },
  reconcile: { title: { fr: 'Rapprochement', en: 'Reconcile' } },
  full_reading: { title: { fr: 'Lecture complète', en: 'Full reading' } },
};

/** What is being read of the upstreams, and how much of their quotas is used. */
export function readings(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'operation-readings',
    table(texts.none)
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('system.readings'))
      .withTransformation(
        chosenColumns(['connection', 'phase', 'phase_s', 'in_minute', 'per_minute', 'waiting', 'paused_s'])
      )
      .overrideByName('connection', column(texts.connection))
      .overrideByName(
        'phase',
        column(texts.phase, 150, { id: 'mappings', value: valueTexts(language, Object.entries(PHASES)) })
      )
      .overrideByName('phase_s', column(texts.since, 100))
      .overrideByName('in_minute', column(texts.inMinute, 85, ...COUNT))
      .overrideByName('per_minute', column(texts.perMinute, 85, ...COUNT))
      .overrideByName('waiting', column(texts.waiting, 105, ...COUNT))
      .overrideByName('paused_s', column(texts.paused, 125))
  );
}
