import { inLanguage, type Language } from '../../../elements/language.ts';
import { COLOURS } from '../../../elements/palette.ts';
import { query } from '../../../elements/query.ts';
import { colouredCell, column, table } from '../../../elements/table.ts';
import { chosenColumns } from '../../../elements/transformations.ts';
import { yesNoMappings } from '../../../elements/yes-no.ts';
import { named, type NamedPanel } from '../../../page/panel.ts';
import { ENTERPRISE, SEARCH } from '../parameters.ts';
import { TITLES } from '../titles.ts';

const LISTS = {
  all: { fr: 'Tous les compteurs', en: 'All counters' },
  one: { fr: 'Liste des compteurs', en: 'Counter list' },
};

const TEXTS = {
  description: {
    fr: 'La case « Recherche » en haut de la page cherche dans toutes les colonnes ; l’entonnoir d’une colonne filtre celle-ci',
    en: 'The box "Search" at the top of the page searches all columns; the funnel of a column filters that one',
  },
  ip: { fr: 'IP', en: 'IP address' },
  country: { fr: 'Pays', en: 'Country' },
  open: { fr: 'Ouvert', en: 'Opens' },
  close: { fr: 'Fermé', en: 'Closes' },
  operational: { fr: 'Opérationnel', en: 'Operational' },
  reason: { fr: 'Raison', en: 'Reason' },
  none: { fr: 'Aucun compteur ne correspond', en: 'No counter matches' },
};

/** Columns of `counters.sites`, in the order of the screen. */
const COLUMNS = ['enterprise', 'code', 'ip', 'country', 'city', 'open', 'close', 'operational', 'reason'];

/**
 * The counters, with a search over all columns at the top of the page and a filter in the header of each. That is why they are a table of
 * Grafana's and no list: hundreds of rows are looked through here, not read from afar.
 *
 * @param of - whose: of all enterprises, which then have a column, or of one
 */
export function sites(language: Language, of: keyof typeof LISTS): NamedPanel {
  const texts = inLanguage({ ...TITLES, ...TEXTS }, language);
  const panel = table(texts.none)
    .title(LISTS[of][language])
    .description(texts.description)
    .withTarget(query('counters.sites', { ...ENTERPRISE, ...SEARCH }))
    .withTransformation(chosenColumns(COLUMNS.filter((name) => of === 'all' || name !== 'enterprise')))
    .filterable(true)
    .overrideByName('enterprise', column(texts.enterprise, 220))
    .overrideByName('code', column(texts.code, 120))
    .overrideByName('ip', column(texts.ip, 160))
    .overrideByName('country', column(texts.country, 190))
    .overrideByName('city', column(texts.city, 190))
    .overrideByName('open', column(texts.open, 110))
    .overrideByName('close', column(texts.close, 110))
    .overrideByName(
      'operational',
      column(texts.operational, 150, ...colouredCell(yesNoMappings(language, { yes: COLOURS.good, no: COLOURS.high })))
    )
    .overrideByName('reason', column(texts.reason));
  return named('sites', panel);
}
