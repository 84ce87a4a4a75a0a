import { inLanguage, type Language, type Text } from '../../elements/language.ts';
import { EXACT_TIME, figure, list } from '../../elements/list.ts';
import { query } from '../../elements/query.ts';
import { named, type NamedPanel } from '../../page/panel.ts';
import { REFRESH_MINUTES } from '../../page/refresh.ts';

const TEXTS = {
  heading: { fr: 'Fraîcheur des données', en: 'Freshness of the data' },
  description: {
    fr: 'Dernière lecture réussie de chaque source. « Tout relu » : il y a combien de temps tous les tickets actifs ont été relus, ce qui fait remarquer ceux qui ont disparu (le rapprochement).',
    en: 'Last successful reading of each source. “All read again”: how long ago all active tickets were read again, which is when those that vanished are noticed (the reconcile).',
  },
  strip: { fr: 'Dernière lecture', en: 'Last reading' },
  stripDescription: {
    fr: 'Orange : en retard ; rouge : en panne. Les données affichées restent celles de cette lecture.',
    en: 'Orange: late; red: down. The data shown stays that of this reading.',
  },
};

/** Columns of `system.sources` in the order of the screen, under their names. */
const COLUMNS: Record<string, Text> = {
  source: { fr: 'Source', en: 'Source' },
  kind: { fr: 'Type', en: 'Kind' },
  state: { fr: 'État', en: 'State' },
  read_at: { fr: 'Dernière lecture', en: 'Last reading' },
  age_s: { fr: 'Âge', en: 'Age' },
  rows_read: { fr: 'Lus', en: 'Read' },
  rows_announced: { fr: 'Annoncés', en: 'Announced' },
  reconcile_age_s: { fr: 'Tout relu il y a', en: 'All read again' },
  key_expires_at: { fr: 'Clé valable jusqu’au', en: 'Key valid until' },
  error: { fr: 'Erreur', en: 'Error' },
};

const INSTANTS = ['read_at', 'key_expires_at'];

/** Those that fit into a line. */
const STRIP_COLUMNS = ['state', 'source', 'read_at', 'reconcile_age_s', 'error'];

/**
 * The trust strip at the foot of a page, one line: each source with its state, the date and time of its last reading and how long
 * ago all of it was read again, and its error if it has one.
 */
export function trustStrip(language: Language): NamedPanel {
  const texts = inLanguage(TEXTS, language);
  return named(
    'source-strip',
    // Whose clock the page goes by, since the machine of a screen may have another.
    list({
      heading: `${texts.strip} · \${__timezone}`,
      columns: STRIP_COLUMNS,
      layout: 'strip',
      staleAfterMinutes: 3 * REFRESH_MINUTES,
      playlistProgress: true,
    })
      .description(`${texts.stripDescription} ${texts.description}`)
      .withTarget(query('system.sources'))
      .overrideByName('read_at', EXACT_TIME)
  );
}

/** Everything known about the sources, their errors whole. */
export function sourceDetails(language: Language): NamedPanel {
  const { heading, description } = inLanguage(TEXTS, language);
  const panel = list({ heading, columns: Object.keys(COLUMNS), lines: 4, showColumnNames: true })
    .description(description)
    .withTarget(query('system.sources'));
  for (const [name, title] of Object.entries(COLUMNS)) {
    panel.overrideByName(name, [...figure(title[language]), ...(INSTANTS.includes(name) ? EXACT_TIME : [])]);
  }
  return named('source-table', panel);
}
