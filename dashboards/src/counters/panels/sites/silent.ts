import { inLanguage, type Language } from '../../../elements/language.ts';
import { figure, list } from '../../../elements/list.ts';
import { query } from '../../../elements/query.ts';
import { column, table } from '../../../elements/table.ts';
import { onlyColumns } from '../../../elements/transformations.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE } from '../parameters.ts';

const TEXTS = {
  heading: { fr: 'Compteurs à zéro ou muets hier', en: 'Counters at zero or silent yesterday' },
  description: {
    fr: 'Boutiques ouvertes dont le compteur a fait 0 entrée hier ou n’a rien envoyé',
    en: 'Open shops whose counter made 0 entries yesterday or sent nothing',
  },
  verdict: { fr: 'État', en: 'State' },
  emptyText: { fr: 'Aucun compteur à zéro ou muet hier', en: 'No counter at zero or silent yesterday' },
};

const TODAY_TEXTS = {
  heading: { fr: 'Compteurs muets aujourd’hui', en: 'Counters silent today' },
  description: {
    fr: 'Boutiques ouvertes dont le compteur horaire n’envoie plus rien, et depuis quelle heure de la boutique',
    en: 'Open shops whose hourly counter sends nothing any more, and since which hour of the shop',
  },
  emptyText: { fr: 'Aucun compteur muet aujourd’hui', en: 'No counter silent today' },
  message: { fr: 'Alerte', en: 'Alert' },
};

/** The hourly counters that have fallen silent today, by their sentences. Mostly there is none: a table, whose type does not grow then. */
export function silentToday(language: Language): NamedPanel {
  const { heading, description, emptyText, message } = inLanguage(TODAY_TEXTS, language);
  return named(
    'silent-today',
    table(emptyText)
      .title(heading)
      .description(description)
      .withTarget(query('counters.zero_alerts', { ...ENTERPRISE, kind: 'silent_today' }))
      .withTransformation(onlyColumns(['message']))
      .overrideByName('message', column(message))
  );
}

/** The counters that were at zero or silent yesterday although their shops were open. */
export function silentOrAtZero(language: Language): NamedPanel {
  const { description, verdict, ...texts } = inLanguage(TEXTS, language);
  return named(
    'silent',
    list({ ...texts, columns: ['enterprise', 'code', 'city', 'verdict'], showColumnNames: true })
      .description(description)
      .withTarget(query('counters.verdicts', { ...ENTERPRISE, verdict: ['zero', 'no_data'] }))
      .overrideByName('verdict', figure(verdict))
  );
}
