import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { sortedBy } from '../../elements/transformations.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  emptyText: { fr: 'Aucun ticket', en: 'No ticket' },
  description: {
    fr: 'Les tickets actifs d’Atera que compte la tuile du tableau de bord, le plus ancien d’abord ; le motif se choisit en haut de la page',
    en: 'The active Atera tickets that the tile of the board counts, the oldest first; the reason is chosen at the top of the page',
  },
};

const COLUMNS = ['id', 'title', 'client', 'priority', 'technician', 'age_s'];

/**
 * The tickets behind a figure of the board, the oldest first.
 *
 * @param variable - name of the variable that holds the reason, and its name on the screen as text
 */
export function attentionTickets(language: Language, variable: string): NamedPanel {
  const { emptyText, description } = inLanguage(TEXTS, language);
  return named(
    'attention-tickets',
    list({
      heading: `\${${variable}:text}`,
      emptyText,
      columns: COLUMNS,
      showColumnNames: true,
    })
      .description(description)
      .withTarget(query('tickets.list', { attention: `$${variable}` }))
      .withTransformation(sortedBy('age_s', true))
  );
}
