import { inLanguage, type Language } from '../../elements/language.ts';
import { query } from '../../elements/query.ts';
import { column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Qui demande combien, depuis une heure', en: 'Who asks for how much, in the last hour' },
  description: {
    fr: 'Un jeton par ligne, celui dont les réponses ont pris le plus de temps d’abord',
    en: 'A token a line, the one whose answers took most time first',
  },
  none: { fr: 'Aucune requête depuis une heure', en: 'No query in the last hour' },
  token: { fr: 'Jeton', en: 'Token' },
  queries: { fr: 'Requêtes', en: 'Queries' },
  busy: { fr: 'Temps pris', en: 'Time taken' },
  waited: { fr: 'Attente', en: 'Waited' },
  longest: { fr: 'La plus longue', en: 'Longest' },
  refused: { fr: 'Refusées', en: 'Refused' },
};

/** What each token asked of this backend. */
export function callers(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'operation-callers',
    table(texts.none)
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('system.callers'))
      .withTransformation(chosenColumns(['token', 'queries', 'busy_ms', 'waited_ms', 'longest_wait_ms', 'refused']))
      .overrideByName('token', column(texts.token))
      .overrideByName('queries', column(texts.queries, 95, ...COUNT))
      .overrideByName('busy_ms', column(texts.busy, 115))
      .overrideByName('waited_ms', column(texts.waited, 105))
      .overrideByName('longest_wait_ms', column(texts.longest, 120))
      .overrideByName('refused', column(texts.refused, 95, ...COUNT))
  );
}
