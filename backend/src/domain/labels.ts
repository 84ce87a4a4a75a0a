import type { ImpactClass, PriorityClass } from './ticket.ts';

/** A text of the screens in both languages, French first. */
export interface LocalizedText {
  fr: string;
  en: string;
}

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
