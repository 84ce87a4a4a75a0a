import { filterSites, MAX_SEARCH_LENGTH } from '../../../counters/sites/site-filter.ts';
import { readSites } from '../../../counters/sites/sites.ts';
import { COLUMNS, defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';

const TITLES = {
  ip: { fr: 'IP', en: 'IP' },
  country: { fr: 'Pays', en: 'Country' },
  timezone: { fr: 'Fuseau horaire', en: 'Time zone' },
  operational: { fr: 'Opérationnel', en: 'Operational' },
  reason: { fr: 'Raison', en: 'Reason' },
} as const;

/** Searched anywhere in the column. */
const searched = <const T extends { fr: string; en: string }>(title: T) =>
  ({ type: 'string', title, maxLength: MAX_SEARCH_LENGTH }) as const;

export default defineCountersDataset({
  name: 'counters.sites',
  title: { fr: 'Compteurs', en: 'Counters' },
  description: {
    fr: 'Tous les compteurs, par entreprise et code. Les recherches ignorent la casse et les accents et trouvent un texte n’importe où dans leur colonne ; toutes doivent réussir. L’entreprise est un nom exact.',
    en: 'All counters, by enterprise and code. Searches ignore case and accents and find a text anywhere in their column; all must hold. The enterprise is an exact name.',
  },
  parameters: {
    enterprise: ENTERPRISE_PARAMETER,
    code: searched(COLUMNS.code.title),
    ip: searched(TITLES.ip),
    country: searched(TITLES.country),
    city: searched(COLUMNS.city.title),
    timezone: searched(TITLES.timezone),
    operational: { type: 'boolean', title: TITLES.operational },
    reason: searched(TITLES.reason),
    search: {
      type: 'string',
      maxLength: MAX_SEARCH_LENGTH,
      title: { fr: 'Recherche', en: 'Search' },
      description: {
        fr: 'Mots dont chacun doit se trouver dans une colonne, horaires compris.',
        en: 'Words, each of which must stand in some column, opening hours included.',
      },
    },
  },
  columns: {
    enterprise: COLUMNS.enterprise,
    code: COLUMNS.code,
    ip: { type: 'string', title: TITLES.ip },
    country: { type: 'string', title: TITLES.country },
    city: COLUMNS.city,
    open: { type: 'string', title: { fr: 'Ouvert', en: 'Opens' } },
    close: { type: 'string', title: { fr: 'Fermé', en: 'Closes' } },
    timezone: { type: 'string', title: TITLES.timezone },
    operational: { type: 'boolean', title: TITLES.operational },
    reason: { type: 'string', title: TITLES.reason },
    last_update: { type: 'time', title: { fr: 'Mis à jour', en: 'Updated' } },
  },
  async read({ counters, access }, { enterprise, ...filter }) {
    const sites = await readSites(counters, access, enterprise);
    return filterSites(sites, filter).map((site) => ({
      enterprise: site.enterprise,
      code: site.code,
      ip: site.ip,
      country: site.country,
      city: site.city,
      open: site.open,
      close: site.close,
      timezone: site.timezone,
      operational: site.operational,
      reason: site.reason,
      last_update: site.lastUpdate,
    }));
  },
});
