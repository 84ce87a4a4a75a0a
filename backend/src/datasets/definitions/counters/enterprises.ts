import { readEnterprises } from '../../../counters/sites/sites.ts';
import { COLUMNS, defineCountersDataset } from '../../counters/counters-dataset.ts';

export default defineCountersDataset({
  name: 'counters.enterprises',
  title: { fr: 'Entreprises', en: 'Enterprises' },
  description: {
    fr: 'Les entreprises qui ont au moins un compteur, par nom.',
    en: 'The enterprises that have at least one counter, by name.',
  },
  parameters: {},
  columns: { enterprise: COLUMNS.enterprise },
  async read({ counters, access }) {
    return (await readEnterprises(counters, access)).map((enterprise) => ({ enterprise }));
  },
});
