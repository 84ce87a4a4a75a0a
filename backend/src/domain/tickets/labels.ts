import type { Attention } from './attention.ts';
import type { ImpactClass, PriorityClass, StatusClass } from './ticket.ts';

/** A text of the screens in both languages, French first. */
export interface LocalizedText {
  fr: string;
  en: string;
}

/** Whether a value is such a text. */
export function isLocalizedText(value: unknown): value is LocalizedText {
  const { fr, en } = Object(value) as Partial<LocalizedText>;
  return typeof fr === 'string' && typeof en === 'string';
}

/** A language of the screens. */
export type Language = keyof LocalizedText;
export const LANGUAGES = ['fr', 'en'] as const satisfies readonly Language[];

/** Texts that stand in the rows themselves. Datasets give the French one; English screens map it. */
export const PRIORITY_LABELS: Record<PriorityClass, LocalizedText> = {
  low: { fr: 'Faible', en: 'Low' },
  medium: { fr: 'Moyenne', en: 'Medium' },
  high: { fr: 'Haute', en: 'High' },
  critical: { fr: 'Critique', en: 'Critical' },
  none: { fr: 'Non renseignée', en: 'Not set' },
};

export const IMPACT_LABELS: Record<ImpactClass, LocalizedText> = {
  major: { fr: 'Majeur', en: 'Major' },
  minor: { fr: 'Mineur', en: 'Minor' },
  none: { fr: 'Aucun', en: 'None' },
};

export const UNTITLED: LocalizedText = { fr: '(sans titre)', en: '(untitled)' };

export const UNASSIGNED: LocalizedText = { fr: 'Non assigné', en: 'Unassigned' };

/** Clients that are not among the big ones of the rules. */
export const OTHERS: LocalizedText = { fr: 'Autres', en: 'Others' };

export const STATUS_CLASS_LABELS: Record<StatusClass, LocalizedText> = {
  open: { fr: 'Ouverts', en: 'Open' },
  pending: { fr: 'En attente', en: 'Pending' },
  done: { fr: 'Terminés', en: 'Done' },
};

/** Tickets for whose source the rules have no queue. */
export const NO_QUEUE: LocalizedText = { fr: 'Hors pôles', en: 'No queue' };

/** Of tickets that somebody should look at. */
export const ATTENTION_LABELS: Record<Attention, LocalizedText> = {
  unassigned: { fr: 'Non assignés', en: 'Unassigned' },
  idle: { fr: 'Inactifs', en: 'Idle' },
  replied: { fr: 'Le client a répondu', en: 'Client has replied' },
  breached: { fr: 'Échéance dépassée', en: 'Past due' },
};
