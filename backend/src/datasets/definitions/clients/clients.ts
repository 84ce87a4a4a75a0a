import { countByClient } from '../../../store/tickets/client-counts.ts';
import { defineDataset } from '../../engine/dataset.ts';
import { TITLES } from '../../tickets/common.ts';

export default defineDataset({
  name: 'clients',
  title: { fr: 'Clients', en: 'Clients' },
  description: {
    fr: 'Les clients de chaque source, même sans ticket, avec leurs tickets ouverts et en attente.',
    en: 'The clients of each source, those without a ticket included, with their open and pending tickets.',
  },
  scopes: ['tickets:read'],
  origin: 'tickets',
  parameters: {},
  columns: {
    client: { type: 'string', title: TITLES.client },
    connection: { type: 'string', title: TITLES.source },
    open: { type: 'number', unit: 'short', title: { fr: 'Ouverts', en: 'Open' } },
    pending: { type: 'number', unit: 'short', title: { fr: 'En attente', en: 'Pending' } },
  },
  async read({ db, access }) {
    return (await countByClient(db, access)).map((client) => ({ ...client }));
  },
});
