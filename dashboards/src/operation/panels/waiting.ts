import { inLanguage, type Language } from '../../elements/language.ts';
import { COLOURS } from '../../elements/palette.ts';
import { query } from '../../elements/query.ts';
import { colouredCell, column, table } from '../../elements/table.ts';
import { chosenColumns } from '../../elements/transformations.ts';
import { COUNT } from '../../elements/units.ts';
import { valueTexts } from '../../elements/value-texts.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  title: { fr: 'Qui attend, et quoi', en: 'Who waits, and for what' },
  description: {
    fr: 'Ce qui était en cours quand la page a demandé, le plus ancien d’abord : un tour derrière d’autres requêtes, une base au travail, le quota d’une source',
    en: 'What was under way when the page asked, longest first: a turn behind other queries, a database at work, the quota of an upstream',
  },
  none: { fr: 'Personne n’attend', en: 'Nobody waits' },
  token: { fr: 'Jeton', en: 'Token' },
  subject: { fr: 'Objet', en: 'Subject' },
  reason: { fr: 'Attend', en: 'Waits for' },
  count: { fr: 'Nombre', en: 'Count' },
  longest: { fr: 'Depuis', en: 'For' },
};

const REASONS = {
  counters_turn: { colour: COLOURS.high, title: { fr: 'Son tour', en: 'Its turn' } },
  statement_turn: { colour: COLOURS.medium, title: { fr: 'Tour d’instruction', en: 'A statement’s turn' } },
  upstream_limit: { colour: COLOURS.medium, title: { fr: 'Quota de la source', en: 'Quota' } },
  upstream_pause: { colour: COLOURS.high, title: { fr: 'Pause demandée', en: 'Pause asked for' } },
  counters: { colour: COLOURS.low, title: { fr: 'Base des compteurs', en: 'Counters' } },
  store: { colour: COLOURS.low, title: { fr: 'Base de Vigie', en: 'Store' } },
};

/** Who waits in this backend, for what and since when. */
export function waiting(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'operation-waiting',
    table(texts.none)
      .title(texts.title)
      .description(texts.description)
      .withTarget(query('system.waiting'))
      .withTransformation(chosenColumns(['token', 'subject', 'reason', 'count', 'longest_wait_ms']))
      .overrideByName('token', column(texts.token, 170))
      .overrideByName('subject', column(texts.subject))
      .overrideByName(
        'reason',
        column(texts.reason, 165, ...colouredCell(valueTexts(language, Object.entries(REASONS))))
      )
      .overrideByName('count', column(texts.count, 85, ...COUNT))
      .overrideByName('longest_wait_ms', column(texts.longest, 95))
  );
}
