import type { Language, Text } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TITLES = {
  open: { fr: 'Tickets ouverts par priorité', en: 'Open tickets by priority' },
  pending: { fr: 'Tickets en attente par priorité', en: 'Pending tickets by priority' },
};

const DESCRIPTION: Text = {
  fr: 'Nombre et part de chaque priorité ; les parts font 100,0 % ensemble. « Non renseignée » n’apparaît que s’il y en a.',
  en: 'Number and share of each priority; the shares add up to 100.0%. “Not set” is there only when there are any.',
};

/** Count and percentage of each priority, a bar a priority in its colour. The percentages are the dataset's, which add up to 100.0. */
export function ticketsByPriority(language: Language, ticketClass: keyof typeof TITLES): NamedPanel {
  return named(
    `priorities-${ticketClass}`,
    list({ heading: TITLES[ticketClass][language], columns: ['priority', 'percent', 'count'], lines: 1 })
      .description(DESCRIPTION[language])
      .withTarget(query('tickets.by_priority', { class: ticketClass }))
  );
}
