import { inLanguage, type Language } from '../../elements/language.ts';
import { list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';

const TEXTS = {
  next: { fr: 'Prochaines échéances', en: 'Next due dates' },
  nextDescription: {
    fr: 'Première réponse ou résolution, la plus proche de chaque ticket actif. Rouge : dépassée ; orange : dans l’heure ; jaune : dans les 4 heures. Celles qui sont dépassées depuis plus d’une heure sont comptées dans « Échéance dépassée », qui mène à leur liste.',
    en: 'First response or resolution, the nearer one of each active ticket. Red: past; orange: within the hour; yellow: within 4 hours. Those past for more than an hour are counted in "Past due", which leads to their list.',
  },
  all: { fr: 'Échéances', en: 'Due dates' },
  allDescription: {
    fr: 'Première réponse ou résolution de chaque ticket actif, la plus proche des deux ; celles qui sont dépassées depuis le plus longtemps d’abord',
    en: 'First response or resolution of each active ticket, the nearer one of both; those past for longest first',
  },
  emptyText: { fr: 'Aucune échéance à venir', en: 'Nothing is due' },
};

const COLUMNS = ['id', 'title', 'client', 'kind', 'due_at'];

/** Rows that are shown, and those that are looked at: more than these may pass between two refreshes. */
const SHOWN = 5;
const LOOKED_AT = 50;

/** What is due next, and what has been missed within the last hour: older misses would leave no place to what can still be kept. A date that passes is signalled. */
export function nextDueDates(language: Language): NamedPanel {
  const { next, nextDescription, emptyText } = inLanguage(TEXTS, language);
  return named(
    'next-due-dates',
    list({ heading: next, emptyText, columns: COLUMNS, lines: 1, mostRows: SHOWN, signals: true })
      .description(nextDescription)
      .withTarget(query('tickets.due', { limit: LOOKED_AT, breached_hours: 1 }))
  );
}

/** Everything that is due, the longest past first. */
export function allDueDates(language: Language): NamedPanel {
  const { all, allDescription, emptyText } = inLanguage(TEXTS, language);
  return named(
    'all-due-dates',
    list({ heading: all, emptyText, columns: COLUMNS, showColumnNames: true })
      .description(allDescription)
      .withTarget(query('tickets.due', { limit: 500 }))
  );
}
