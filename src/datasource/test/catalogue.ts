import type { DatasetDescription } from '../catalogue';

/** An invented catalogue with a parameter of each kind. */
export const CATALOGUE: DatasetDescription[] = [
  {
    name: 'tickets.latest',
    title: { fr: 'Derniers tickets', en: 'Latest tickets' },
    description: { fr: 'Les plus récents', en: 'The newest ones' },
    scopes: ['tickets:read'],
    parameters: [
      {
        name: 'class',
        type: 'string',
        multiple: false,
        required: false,
        title: { fr: 'Classe', en: 'Class' },
        default: 'open',
        choices: [
          { value: 'open', title: { fr: 'Ouverts', en: 'Open' } },
          { value: 'pending', title: { fr: 'En attente', en: 'Pending' } },
        ],
      },
      {
        name: 'limit',
        type: 'integer',
        multiple: false,
        required: false,
        title: { fr: 'Nombre', en: 'Limit' },
        default: 4,
        minimum: 1,
        maximum: 200,
      },
    ],
    columns: [
      { name: 'id', type: 'string', nullable: false, title: { fr: 'Numéro', en: 'Number' } },
      { name: 'age_s', type: 'number', unit: 's', nullable: true, title: { fr: 'Âge', en: 'Age' } },
    ],
  },
  {
    name: 'tickets.list',
    title: { fr: 'Tickets', en: 'Tickets' },
    description: { fr: '', en: '' },
    scopes: ['tickets:read'],
    parameters: [
      {
        name: 'client',
        type: 'string',
        multiple: true,
        required: false,
        title: { fr: 'Client', en: 'Client' },
        suggest: { dataset: 'clients', column: 'client' },
      },
      {
        name: 'priority',
        type: 'string',
        multiple: true,
        required: false,
        title: { fr: 'Priorité', en: 'Priority' },
        choices: [
          { value: 'high', title: { fr: 'Haute', en: 'High' } },
          { value: 'low', title: { fr: 'Faible', en: 'Low' } },
        ],
      },
      {
        name: 'overdue',
        type: 'boolean',
        multiple: false,
        required: false,
        title: { fr: 'En retard', en: 'Overdue' },
        default: false,
      },
      { name: 'day', type: 'date', multiple: false, required: false, title: { fr: 'Jour', en: 'Day' } },
      { name: 'search', type: 'string', required: true, multiple: false, title: { fr: 'Recherche', en: 'Search' } },
    ],
    columns: [{ name: 'id', type: 'string', nullable: false, title: { fr: 'Numéro', en: 'Number' } }],
  },
  {
    name: 'clients',
    title: { fr: 'Clients', en: 'Clients' },
    description: { fr: '', en: '' },
    scopes: ['tickets:read'],
    parameters: [],
    columns: [
      { name: 'id', type: 'string', nullable: false, title: { fr: 'Numéro', en: 'Number' } },
      { name: 'client', type: 'string', nullable: false, title: { fr: 'Nom', en: 'Name' } },
    ],
  },
];
