import { ATTENTION } from '../../domain/tickets/attention.ts';
import { ATTENTION_LABELS, PRIORITY_LABELS, STATUS_CLASS_LABELS } from '../../domain/tickets/labels.ts';
import { PRIORITY_CLASSES } from '../../domain/tickets/ticket.ts';
import type { LocalizedText } from '../engine/dataset.ts';

/* Parameters and columns that several datasets share. */

const OPEN = { value: 'open', title: STATUS_CLASS_LABELS.open } as const;
const PENDING = { value: 'pending', title: STATUS_CLASS_LABELS.pending } as const;
const DONE = { value: 'done', title: STATUS_CLASS_LABELS.done } as const;

export const STATUS_CLASS_CHOICES = [OPEN, PENDING, DONE] as const;

export const PRIORITY_CHOICES = PRIORITY_CLASSES.map((value) => ({ value, title: PRIORITY_LABELS[value] }));

export const ATTENTION_CHOICES = ATTENTION.map((value) => ({ value, title: ATTENTION_LABELS[value] }));

export const ACTIVE_CLASS_CHOICES = [OPEN, PENDING] as const;

/** One active class; default: open. */
export const ACTIVE_CLASS_PARAMETER = {
  type: 'string',
  title: { fr: 'Classe', en: 'Class' },
  default: 'open',
  choices: ACTIVE_CLASS_CHOICES,
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
  queue: { fr: 'Pôle', en: 'Queue' },
  open: STATUS_CLASS_LABELS.open,
  pending: STATUS_CLASS_LABELS.pending,
  technician: { fr: 'Technicien', en: 'Technician' },
  overdue: { fr: 'En retard', en: 'Overdue' },
  day: { fr: 'Jour', en: 'Day' },
  attention: { fr: 'À surveiller', en: 'To look at' },
  waiting: { fr: 'Attente', en: 'Waiting' },
} as const satisfies Record<string, LocalizedText>;

/** One kind of source. */
export const SOURCE_KIND_PARAMETER = {
  type: 'string',
  title: TITLES.source,
  description: {
    fr: 'Les tickets d’un seul type de source, comme sur le tableau de bord (Atera) ; vide : tous.',
    en: 'Tickets of one kind of source, as on the board (Atera); empty: all of them.',
  },
  choices: [
    { value: 'atera', title: { fr: 'Atera', en: 'Atera' } },
    { value: 'odoo', title: { fr: 'Odoo', en: 'Odoo' } },
  ],
} as const;
