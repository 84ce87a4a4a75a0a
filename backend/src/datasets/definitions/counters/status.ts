import { readSites, uniqueSites } from '../../../counters/sites/sites.ts';
import { partsOf } from '../../../domain/text/percent.ts';
import { defineCountersDataset, ENTERPRISE_PARAMETER } from '../../counters/counters-dataset.ts';
import { TITLES } from '../../tickets/common.ts';

export default defineCountersDataset({
  name: 'counters.status',
  title: { fr: 'Compteurs opérationnels', en: 'Operational counters' },
  description: {
    fr: 'Nombre et part des compteurs opérationnels (operational) et non opérationnels (not_operational). Toujours deux lignes.',
    en: 'Count and share of the counters that are operational and not_operational. Always two rows.',
  },
  parameters: { enterprise: ENTERPRISE_PARAMETER },
  columns: {
    state: { type: 'string', title: { fr: 'État', en: 'State' } },
    count: { type: 'number', unit: 'short', title: TITLES.count },
    share: { type: 'number', unit: 'percentunit', title: { fr: 'Part exacte', en: 'Exact share' } },
    percent: { type: 'number', unit: 'percent', title: { fr: 'Pourcentage', en: 'Percentage' } },
  },
  async read({ counters, access }, { enterprise }) {
    const sites = uniqueSites(await readSites(counters, access, enterprise));
    const operational = sites.filter((site) => site.operational).length;
    const counts = [operational, sites.length - operational];
    const parts = partsOf(counts);
    return ['operational', 'not_operational'].map((state, index) => ({
      state,
      count: counts[index] ?? 0,
      share: parts[index]?.share ?? 0,
      percent: parts[index]?.percent ?? 0,
    }));
  },
});
