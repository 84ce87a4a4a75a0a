import type { LocalizedText } from './dataset.ts';

/* Parameters and columns that several datasets share. */

const OPEN = { value: 'open', title: { fr: 'Ouverts', en: 'Open' } } as const;
const PENDING = { value: 'pending', title: { fr: 'En attente', en: 'Pending' } } as const;
const DONE = { value: 'done', title: { fr: 'Terminés', en: 'Done' } } as const;

export const STATUS_CLASS_CHOICES = [OPEN, PENDING, DONE] as const;

/** One active class, open unless told. */
export const ACTIVE_CLASS_PARAMETER = {
  type: 'string',
  title: { fr: 'Classe', en: 'Class' },
  default: 'open',
  choices: [OPEN, PENDING],
} as const;

/** How many rows at most. */
export function limitParameter<const D extends number>(byDefault: D, maximum: number) {
  return {
    type: 'integer',
    title: { fr: 'Nombre de lignes', en: 'Number of rows' },
    default: byDefault,
    minimum: 1,
    maximum,
  } as const;
}

export const TITLES = {
  id: { fr: 'N°', en: 'No.' },
  title: { fr: 'Titre', en: 'Title' },
  client: { fr: 'Client', en: 'Client' },
  priority: { fr: 'Priorité', en: 'Priority' },
  created: { fr: 'Créé', en: 'Created' },
  url: { fr: 'Lien', en: 'Link' },
  source: { fr: 'Source', en: 'Source' },
  count: { fr: 'Nombre', en: 'Count' },
} as const satisfies Record<string, LocalizedText>;
